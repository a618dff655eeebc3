// Limits, methods and reporting checklists of the report.
#include "study/checklist.h"
#include "study/limits.h"
#include "study/methods_text.h"
#include "study/record_fields.h"
#include "study/report_sections.h"
#include "study/test_access.h"

namespace residuum::study {
namespace {

std::string plain(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const auto& one : value) text += (text.empty() ? "" : ", ") + plain(one);
  return text;
}

void add_rows(report::Table& table, const std::string& prefix, const Json& value) {
  for (const auto& [key, inner] : value.items()) {
    if (inner.is_object()) {
      add_rows(table, prefix + key + ".", inner);
    } else {
      table.rows.push_back({prefix + key, plain(inner)});
    }
  }
}

}  // namespace

report::Section limits_section(const Json& record) {
  report::Section section{title::limits, {}};
  for (const auto& limit : limits(record)) section.blocks.push_back(report::Paragraph{limit});
  return section;
}

report::Section methods_section(const Json& record) {
  report::Section section{title::methods, {}};
  section.blocks.push_back(report::Paragraph{
      "Written by the program from the run's own record, run.json and the stages', so it says what was done."});
  for (const auto& [head, text] : methods_text(record))
    section.blocks.push_back(report::Paragraph{text, head});
  report::Table settings{"Settings of this run, as in run.json", {"setting", "value"}, {}, "settings"};
  add_rows(settings, "", Fields(record).get<Json>("settings"));
  section.blocks.push_back(report::Details{"Every setting", {settings}});
  report::Table models{"Models of this run; their cards lie beside them in models/",
                       {"file", "parameters", "SHA-256"},
                       {},
                       "models"};
  for (const auto& model : Fields(record).get<Json>("models")) {
    const Fields fields(model);
    models.rows.push_back({fields.text("file"), std::to_string(fields.whole("parameters")),
                           fields.text("sha256").substr(0, 16)});
  }
  models.columns[2] = "SHA-256, first 16 digits";
  section.blocks.push_back(report::Details{"Models", {models}});
  section.blocks.push_back(test_access_details(Fields(record).get<Json>("test_access")));
  return section;
}

report::Section checklists_section(const std::vector<std::string>& titles) {
  report::Section section{title::checklists, {}};
  section.blocks.push_back(report::Paragraph{
      "Where this report answers each item of two guidelines, in our words; what it cannot know is left to the authors. "
      "The originals hold."});
  section.blocks.push_back(report::Details{
      "TRIPOD+AI",
      {checklist_table("tripod-ai",
                       "TRIPOD+AI (Collins et al., BMJ 2024;385:e078378), for development and evaluation",
                       tripod_ai(), titles)}});
  section.blocks.push_back(report::Details{
      "CLAIM",
      {checklist_table("claim", "CLAIM, 2024 update (Tejani et al., Radiol Artif Intell 2024;6(4):e240300)",
                       claim(), titles)}});
  return section;
}

}  // namespace residuum::study
