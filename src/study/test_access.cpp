#include "study/test_access.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "core/clock.h"
#include "core/error.h"
#include "study/predictions.h"
#include "study/record_fields.h"

namespace residuum::study {
namespace {

Json to_json(const TestAccess& look) {
  return {{"stage", look.stage},
          {"purpose", look.purpose},
          {"patients", look.patients},
          {"time", look.time},
          {"inputs", look.inputs}};
}

// "2024-05-17T09:30:05Z" to the minute
std::string to_minute(const std::string& time) {
  return time.size() == 20 ? time.substr(0, 16) + "Z" : time;
}

}  // namespace

fs::path test_access_file(const RunFolder& run) {
  return run.root / "test_access.json";
}

std::size_t test_patients_of(const fs::path& predictions) {
  std::set<std::string> patients;
  for (const auto& row : read_predictions(predictions)) patients.insert(row.prediction.patient_id);
  return patients.size();
}

std::vector<TestAccess> read_test_access(const RunFolder& run) {
  const auto path = test_access_file(run);
  if (!fs::exists(path)) return {};
  const std::string where = path.string();
  const Json record = read_json(path);
  if (!record.is_array()) throw input_error("{}: a list of looks at test patients is needed", where);
  std::vector<TestAccess> looks;
  for (const auto& entry : record) {
    looks.push_back(
        {json_field<std::string>(entry, "stage", where), json_field<std::string>(entry, "purpose", where),
         json_field<std::size_t>(entry, "patients", where), json_field<std::string>(entry, "time", where),
         json_field<std::string>(entry, "inputs", where)});
  }
  return looks;
}

void record_test_access(const RunFolder& run, const std::string& stage, const Json& inputs,
                        std::size_t patients, const std::string& purpose) {
  if (patients == 0) return;
  auto looks = read_test_access(run);
  const auto hash = sha256(json_text(inputs));
  const bool known = std::any_of(looks.begin(), looks.end(), [&](const TestAccess& look) {
    return look.stage == stage && look.inputs == hash;
  });
  if (known) return;
  looks.push_back({stage, purpose, patients, utc_now(), hash});
  Json record = Json::array();
  for (const auto& look : looks) record.push_back(to_json(look));
  write_json(test_access_file(run), record);
}

Json summarise_test_access(const std::vector<TestAccess>& looks) {
  Json summary = Json::array();
  for (const auto& look : looks) {
    auto found = std::find_if(summary.begin(), summary.end(),
                              [&](const Json& entry) { return entry["stage"] == look.stage; });
    if (found == summary.end()) {
      summary.push_back({{"stage", look.stage}, {"times", Json::array()}});
      found = std::prev(summary.end());
    }
    (*found)["purpose"] = look.purpose;
    (*found)["patients"] = look.patients;
    (*found)["times"].push_back(look.time);
  }
  return summary;
}

std::size_t most_looks(const Json& summary) {
  std::size_t most = 0;
  for (const auto& entry : summary) most = std::max(most, Fields(entry).get<Json>("times").size());
  return most;
}

report::Details test_access_details(const Json& summary) {
  report::Definitions entries;
  for (const auto& entry : summary) {
    const Fields fields(entry);
    const auto times = fields.get<std::vector<std::string>>("times");
    std::string text =
        fmt::format("{} test patients: {}; looked at {} time{}, first {}", fields.whole("patients"),
                    fields.text("purpose"), times.size(), times.size() == 1 ? "" : "s",
                    times.empty() ? "never" : to_minute(times.front()));
    if (times.size() > 1) text += ", last " + to_minute(times.back());
    entries.entries.emplace_back(fields.text("stage"), text);
  }
  return {"When test patients were looked at",
          {report::Paragraph{
               "The stages that met outcomes or outlines of test patients, and when (UTC). A stage that "
               "was done again with other settings or models counts anew; gone through again as it was, "
               "it does not. The record is test_access.json."},
           entries}};
}

}  // namespace residuum::study
