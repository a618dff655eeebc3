// The flow of patients, from the table to training and test.
#include <algorithm>

#include "report/flow_figure.h"
#include "study/report_sections.h"

namespace residuum::study {
namespace {

std::vector<std::string> reasons_of(const cohort::FlowStep& step) {
  if (step.reasons.empty()) return {};
  std::vector<std::string> lines{fmt::format("Left out: {}", step.excluded())};
  for (const auto& reason : step.reasons)
    lines.push_back(fmt::format("- {}: {}", reason.text, reason.patients));
  return lines;
}

std::string of_regimen(const cohort::Split& split, const std::string& regimen) {
  const auto count = [&](const std::vector<cohort::Patient>& patients) {
    return std::count_if(patients.begin(), patients.end(),
                         [&](const auto& patient) { return patient.regimen == regimen; });
  };
  return fmt::format("{}: {} training, {} test", regimen, count(split.training.patients()),
                     count(split.test.patients()));
}

}  // namespace

void add_flow(report::Section& section, const Context& context, const cohort::Split& split) {
  std::vector<report::FlowBox> boxes{{{fmt::format("In the patient table: {}", context.flow.screened)}, {}}};
  for (const auto& step : context.flow.steps) {
    boxes.back().leaving = reasons_of(step);
    boxes.push_back({{fmt::format("{}: {}", step.rule, step.left)}, {}});
  }
  if (!split.unassigned.empty()) {
    boxes.back().leaving = {fmt::format("Outcome not known: {}", split.unassigned.size())};
  }
  const auto known = split.training.patients().size() + split.test.patients().size();
  report::FlowBox last{{fmt::format("Analysed: {}", known)}, {}};
  for (const auto& regimen : context.settings.table.regimens)
    last.lines.push_back(of_regimen(split, regimen));
  boxes.push_back(std::move(last));
  section.blocks.push_back(report::flow_figure(
      "flow",
      "Flow of patients. Each is left out by the first rule that he does not meet; what a rule asks for and is not "
      "recorded counts as not met.",
      boxes));
  if (!context.settings.eligibility.any()) {
    section.blocks.push_back(report::Paragraph{
        "study.toml states no eligibility rule ([eligibility]): every patient of the table was taken."});
  }
}

}  // namespace residuum::study
