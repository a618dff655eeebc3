// Which of several series is the axial contrast-enhanced T1-weighted one.
#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "core/error.h"
#include "core/text.h"
#include "imaging/dicom_header.h"

namespace residuum::imaging {
namespace {

// Words of a description: runs of letters and digits, with a '+' before or behind. "T1+C" is "t1" and "+c",
// "T1 C+" is "t1" and "c+".
std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.insert(word);
    word.clear();
  };
  const std::string lower = to_lower(text);
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const auto c = static_cast<unsigned char>(lower[i]);
    const bool letter_follows =
        i + 1 < lower.size() && std::isalnum(static_cast<unsigned char>(lower[i + 1]));
    if (c == '+' && letter_follows) end_word();
    if (std::isalnum(c) || c == '+') {
      word += static_cast<char>(c);
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

bool any_of(const std::set<std::string>& words, std::initializer_list<const char*> wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const char* word) { return words.contains(word); });
}

// "axt1", "t1wi", "t1", but not "t10".
bool any_with(const std::set<std::string>& words, const std::string& weighting) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    const auto found = word.find(weighting);
    if (found == std::string::npos) return false;
    const auto behind = found + weighting.size();
    return behind == word.size() || !std::isdigit(static_cast<unsigned char>(word[behind]));
  });
}

struct Evidence {
  bool fits = false;
  std::string facts;
};

// Only the first file's orientation is looked at: reading checks the rest.
std::optional<double> tilt(const Series& series) {
  try {
    const auto header = read_header(series.files.front());
    Geometry geometry;
    const auto& row = header.frames.front().along_row;
    const auto& column = header.frames.front().along_column;
    geometry.direction[2][2] = row[0] * column[1] - row[1] * column[0];
    return angle_from_axial(geometry);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string milliseconds(double value) {
  return std::isfinite(value) ? fmt::format("{:.6g} ms", value) : "not recorded";
}

Evidence judge(const Series& series) {
  const auto& acquisition = series.acquisition;
  const auto words = words_of(acquisition.series_description + " " + acquisition.sequence_name);
  const auto angle = tilt(series);
  const bool axial = angle && *angle <= ReadOptions{}.max_angle_from_axial_deg;
  const bool agent = !acquisition.contrast_agent.empty() && to_lower(acquisition.contrast_agent) != "none";
  const bool contrast = agent || any_of(words, {"+c", "c+", "ce", "gad", "gd", "post", "contrast"});
  const bool speaks_against = any_with(words, "t2") || any_of(words, {"flair", "dwi", "adc", "stir", "loc",
                                                                      "localizer", "localiser", "scout"});
  const bool by_times = acquisition.repetition_time_ms < 1000 && acquisition.echo_time_ms < 30;
  const bool t1 = !speaks_against && (by_times || any_with(words, "t1"));
  Evidence evidence;
  evidence.fits = acquisition.modality == "MR" && axial && contrast && t1;
  const auto mark = [](bool holds) { return holds ? "yes" : "no"; };
  evidence.facts = fmt::format(
      "MR {}; axial {} ({}); contrast {} ({}); T1 {} (TR {}, TE {})", mark(acquisition.modality == "MR"),
      mark(axial), angle ? fmt::format("{:.0f} degrees off", *angle) : "orientation unknown", mark(contrast),
      agent ? "agent recorded" : "by its description", mark(t1), milliseconds(acquisition.repetition_time_ms),
      milliseconds(acquisition.echo_time_ms));
  return evidence;
}

SeriesVolume read_chosen(const Series& series, const std::string& reason, bool fits, std::size_t skipped,
                         const ReadOptions& options) {
  auto image = read_series(series, options);
  image.choice = reason;
  if (!fits) {
    image.warnings.push_back(
        "not recognised as an axial contrast-enhanced T1-weighted series, and yet read (" + reason + ")");
  }
  if (skipped > 0) {
    image.warnings.push_back(
        fmt::format("{} file(s) there are no DICOM images or are links, and were passed over", skipped));
  }
  return image;
}

}  // namespace

SeriesChoice choose_contrast_t1(const std::vector<Series>& series) {
  SeriesChoice choice;
  std::vector<std::size_t> fitting;
  std::vector<std::string> facts;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const auto evidence = judge(series[i]);
    if (evidence.fits) fitting.push_back(i);
    facts.push_back(evidence.facts);
    choice.evidence.push_back(fmt::format("series {}: \"{}\", {} file(s): {}", i + 1,
                                          series[i].acquisition.series_description, series[i].files.size(),
                                          evidence.facts));
  }
  if (fitting.size() != 1 && series.size() != 1) {
    std::string message =
        fitting.empty()
            ? "no series is an axial contrast-enhanced T1-weighted MR"
            : fmt::format("{} series fit the axial contrast-enhanced T1-weighted MR", fitting.size());
    message += "; name one by its SeriesInstanceUID:";
    for (const auto& line : choice.evidence) message += "\n    " + line;
    throw input_error("{}", message);
  }
  choice.fits = !fitting.empty();
  choice.index = choice.fits ? fitting.front() : 0;
  choice.evidence[choice.index] += choice.fits ? "; chosen" : "; taken as the only one";
  choice.reason = fmt::format("{} of {} series: {}", choice.index + 1, series.size(), facts[choice.index]);
  return choice;
}

SeriesVolume read_image(const fs::path& path, const std::string& uid, const ReadOptions& options,
                        std::vector<std::string>* evidence) {
  std::size_t skipped = 0;
  const auto series = find_series(path, &skipped);
  if (uid.empty()) {
    const auto choice = with_context(path.string(), [&] { return choose_contrast_t1(series); });
    if (evidence) *evidence = choice.evidence;
    return read_chosen(series[choice.index], choice.reason, choice.fits, skipped, options);
  }
  const auto found = std::find_if(series.begin(), series.end(),
                                  [&](const Series& candidate) { return candidate.uid == uid; });
  if (found == series.end()) {
    throw input_error("{}: no series with the SeriesInstanceUID asked for", path.string());
  }
  const auto judged = judge(*found);
  const std::string reason = "named by its SeriesInstanceUID: " + judged.facts;
  if (evidence) *evidence = {reason};
  return read_chosen(*found, reason, judged.fits, skipped, options);
}

SeriesVolume read_files(const std::vector<fs::path>& files, const ReadOptions& options) {
  std::size_t skipped = 0;
  const auto series = find_series(files, &skipped);
  if (series.size() != 1) {
    throw input_error("{} series in {} files where one is needed; were files changed meanwhile?",
                      series.size(), files.size());
  }
  const auto judged = judge(series.front());
  return read_chosen(series.front(), "named by its SeriesInstanceUID: " + judged.facts, judged.fits, skipped,
                     options);
}

}  // namespace residuum::imaging
