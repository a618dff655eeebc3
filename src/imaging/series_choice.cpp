// Which of several series is the axial contrast-enhanced T1-weighted one.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.h"
#include "core/text.h"
#include "imaging/dicom_header.h"

namespace residuum::imaging {
namespace {

// Words of a description: runs of letters, digits and '+'.
std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const unsigned char c : to_lower(text) + " ") {
    if (std::isalnum(c) || c == '+') {
      word += static_cast<char>(c);
    } else if (!word.empty()) {
      words.insert(word);
      word.clear();
    }
  }
  return words;
}

bool any_of(const std::set<std::string>& words, std::initializer_list<const char*> wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const char* word) { return words.contains(word); });
}

struct Evidence {
  bool fits = false;
  std::string text;
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
  const bool contrast = agent || any_of(words, {"+c", "ce", "gad", "gd", "post", "c+"});
  const bool speaks_against =
      any_of(words, {"t2", "flair", "dwi", "adc", "stir", "loc", "localizer", "localiser", "scout"});
  const bool by_times = acquisition.repetition_time_ms < 1000 && acquisition.echo_time_ms < 30;
  const bool t1 = !speaks_against && (by_times || any_of(words, {"t1", "t1w"}));
  Evidence evidence;
  evidence.fits = acquisition.modality == "MR" && axial && contrast && t1;
  const auto mark = [](bool holds) { return holds ? "yes" : "no"; };
  evidence.text =
      fmt::format("\"{}\", {} file(s): MR {}; axial {} ({}); contrast {} ({}); T1 {} (TR {}, TE {})",
                  acquisition.series_description, series.files.size(), mark(acquisition.modality == "MR"),
                  mark(axial), angle ? fmt::format("{:.0f} degrees off", *angle) : "orientation unknown",
                  mark(contrast), agent ? "agent recorded" : "by its description", mark(t1),
                  milliseconds(acquisition.repetition_time_ms), milliseconds(acquisition.echo_time_ms));
  return evidence;
}

}  // namespace

SeriesChoice choose_contrast_t1(const std::vector<Series>& series) {
  SeriesChoice choice;
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const auto evidence = judge(series[i]);
    if (evidence.fits) fitting.push_back(i);
    choice.evidence.push_back(fmt::format("series {}: {}", i + 1, evidence.text));
  }
  if (series.size() == 1) {
    choice.evidence.front() += fitting.empty() ? "; taken as the only one" : "; chosen";
    return choice;
  }
  if (fitting.size() == 1) {
    choice.index = fitting.front();
    choice.evidence[choice.index] += "; chosen";
    return choice;
  }
  std::string message =
      fitting.empty()
          ? "no series is an axial contrast-enhanced T1-weighted MR"
          : fmt::format("{} series fit the axial contrast-enhanced T1-weighted MR", fitting.size());
  message += "; name one by its SeriesInstanceUID:";
  for (const auto& line : choice.evidence) message += "\n    " + line;
  throw input_error("{}", message);
}

SeriesVolume read_image(const fs::path& path, const std::string& uid, const ReadOptions& options,
                        std::vector<std::string>* evidence) {
  std::size_t skipped = 0;
  auto series = find_series(path, &skipped);
  if (!uid.empty()) {
    const auto found = std::find_if(series.begin(), series.end(),
                                    [&](const Series& candidate) { return candidate.uid == uid; });
    if (found == series.end())
      throw input_error("{}: no series with the SeriesInstanceUID asked for", path.string());
    return read_series(*found, options);
  }
  const auto choice = with_context(path.string(), [&] { return choose_contrast_t1(series); });
  if (evidence) {
    *evidence = choice.evidence;
    if (skipped > 0)
      evidence->push_back(fmt::format("{} file(s) there are no DICOM images and were passed over", skipped));
  }
  return read_series(series[choice.index], options);
}

}  // namespace residuum::imaging
