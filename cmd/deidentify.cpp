#include "privacy/deidentify.h"
#include "core/printable.h"

#include <algorithm>
#include <iostream>

#include "cmd/command.h"
#include "core/error.h"
#include "core/json.h"
#include "core/parallel.h"

namespace residuum {
namespace {

struct DeidentifyArguments {
  std::string in, out, key, ids, map, report;
  privacy::Request request;
  int threads = 0;
  bool json = false;
};

const std::pair<char, const char*> actions[] = {{'X', "removed"},
                                                {'Z', "emptied"},
                                                {'D', "replaced by a dummy"},
                                                {'U', "given a new UID"},
                                                {'C', "cleaned"}};

std::string passed_over(const privacy::Outcome& outcome) {
  std::string text;
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
  };
  add(outcome.not_dicom, "not DICOM");
  add(outcome.directories, "DICOMDIR");
  add(outcome.links, "link(s)");
  add(outcome.twice, "exported twice");
  add(outcome.refused.size(), "refused");
  return text;
}

void print(const privacy::Outcome& outcome, const std::string& out) {
  std::cout << fmt::format("{}: {} file(s), {} series, {} patient(s)\n", out, outcome.files, outcome.series,
                           outcome.patients);
  if (const auto text = passed_over(outcome); !text.empty()) std::cout << "passed over: " << text << "\n";
  for (const auto& line : outcome.refused) std::cout << "  " << printable(line) << "\n";
  for (const auto& [letter, words] : actions) {
    if (outcome.tally.elements(letter) == 0) continue;
    std::cout << fmt::format("{} {}: {}\n", letter, words, outcome.tally.elements(letter));
    for (const auto& [done, count] : outcome.tally.counts()) {
      if (done.action != letter) continue;
      std::cout << fmt::format("  {} {:<40} {:>8} in {} file(s)\n", done.tag, done.name, count.elements,
                               count.files);
    }
  }
}

Json to_json(const privacy::Outcome& outcome) {
  Json done = Json::array();
  for (const auto& [what, count] : outcome.tally.counts()) {
    done.push_back({{"tag", what.tag},
                    {"name", what.name},
                    {"action", std::string(1, what.action)},
                    {"elements", count.elements},
                    {"files", count.files}});
  }
  return {
      {"files", outcome.files},         {"series", outcome.series},           {"patients", outcome.patients},
      {"not_dicom", outcome.not_dicom}, {"directories", outcome.directories}, {"links", outcome.links},
      {"twice", outcome.twice},         {"refused", outcome.refused},         {"done", done}};
}

int work(DeidentifyArguments& arguments) {
  auto& request = arguments.request;
  request.in = arguments.in;
  request.out = arguments.out;
  request.key = arguments.key;
  request.ids = arguments.ids;
  request.map = arguments.map;
  request.threads = arguments.threads > 0 ? arguments.threads : available_cores();
  const auto outcome = privacy::deidentify_folder(request);
  if (!arguments.report.empty()) outcome.tally.table().write(arguments.report);
  if (arguments.json) {
    std::cout << json_text(to_json(outcome)) << "\n";
  } else {
    print(outcome, arguments.out);
  }
  return 0;
}

}  // namespace

Command deidentify_command() {
  return {
      "deidentify", "Copy DICOM without what tells who the patients are (PS3.15 Basic Profile)",
      "residuum deidentify export shared --key study.key --map map.csv", [](CLI::App& app) {
        auto arguments = std::make_shared<DeidentifyArguments>();
        auto& retained = arguments->request.retained;
        app.add_option("IN", arguments->in, "folder or file of DICOM: MR, CT, SEG, RTSTRUCT")->required();
        app.add_option("OUT", arguments->out, "the folder to make; must not exist or be empty")->required();
        app.add_option("--key", arguments->key,
                       "file of 16 bytes or more: the same key gives the same UIDs and dates again");
        app.add_option("--ids", arguments->ids, "CSV with columns patient_id,id; else P001, P002 ...");
        app.add_option("--map", arguments->map, "where to write who became whom; outside OUT");
        app.add_option("--report", arguments->report, "where to write what was done, by attribute, as CSV");
        app.add_flag("--keep-patient-characteristics", retained.characteristics,
                     "keep sex, weight and age (90 and above as 90)");
        app.add_flag("--shift-dates", retained.shifted_dates,
                     "keep dates, a patient's all shifted back by as many days");
        app.add_flag("--keep-descriptions", retained.descriptions,
                     "keep known words of series descriptions and structure names");
        app.add_flag("--allow-burnt-in", arguments->request.allow_burnt_in,
                     "take images whose pixels may show a name; look at them first");
        app.add_flag("--skip-refused", arguments->request.skip_refused,
                     "leave out what cannot be de-identified instead of failing");
        app.add_option("--threads", arguments->threads, "threads; 0: every core this process may use")
            ->check(CLI::Range(0, 1024))
            ->capture_default_str();
        app.add_flag("--json", arguments->json, "what was done, as JSON");
        return [arguments] { return work(*arguments); };
      }};
}

}  // namespace residuum
