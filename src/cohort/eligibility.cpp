#include "cohort/eligibility.h"

#include <algorithm>
#include <functional>

#include "cohort/date.h"
#include "core/error.h"
#include "core/text.h"

namespace residuum::cohort {
namespace {

// The reason why a patient does not meet the rule; empty when he does.
struct Rule {
  std::string text;
  std::function<std::string(const Patient&)> objection;
};

const std::string& covariate(const Patient& patient, const std::string& column) {
  return patient.covariates.at(column);
}

void require_column(const std::string& key, const std::string& column, const Cohort& cohort) {
  if (cohort.patients().empty()) return;
  const auto& covariates = cohort.patients().front().covariates;
  if (covariates.contains(column)) return;
  std::vector<std::string> known;
  for (const auto& [name, value] : covariates) known.push_back(name);
  const std::string meant = nearest(column, known);
  throw input_error("study.toml, eligibility.{}: cohort.csv has no further column \"{}\"{}", key, column,
                    meant.empty() ? "" : "; did you mean \"" + meant + "\"?");
}

std::optional<Date> date(const Patient& patient, const std::string& column) {
  const auto& text = covariate(patient, column);
  if (text.empty()) return std::nullopt;
  if (const auto read = parse_date(text)) return read;
  throw input_error("cohort.csv, patient {}, column {}: \"{}\"; a date as 2019-03-31 is needed, or nothing",
                    patient.id, column, text);
}

bool is_yes(const Patient& patient, const std::string& column) {
  const std::string value = to_lower(covariate(patient, column));
  if (value == "yes" || value == "1" || value == "true") return true;
  if (value.empty() || value == "no" || value == "0" || value == "false") return false;
  throw input_error("cohort.csv, patient {}, column {}: \"{}\"; yes or no is needed", patient.id, column,
                    covariate(patient, column));
}

std::string spoken(std::string column) {
  std::replace(column.begin(), column.end(), '_', ' ');
  return column;
}

Rule exclusion_rule(const EligibilityRules& rules) {
  std::string names;
  for (const auto& column : rules.exclude) names += (names.empty() ? "" : ", ") + spoken(column);
  return {"None of: " + names, [&rules](const Patient& patient) {
            std::string objection;
            // All are read, so that a wrong answer behind a yes is found too.
            for (const auto& column : rules.exclude) {
              if (is_yes(patient, column) && objection.empty()) objection = spoken(column);
            }
            return objection;
          }};
}

Rule stage_rule(const EligibilityRules& rules) {
  std::string names;
  for (const auto& stage : rules.stages) names += (names.empty() ? "" : ", ") + stage;
  return {"AJCC stage " + names, [&rules](const Patient& patient) -> std::string {
            if (patient.ajcc_stage.empty()) return "stage missing";
            const auto found = std::find(rules.stages.begin(), rules.stages.end(), patient.ajcc_stage);
            return found == rules.stages.end() ? "stage " + patient.ajcc_stage : "";
          }};
}

Rule mr_rule(const EligibilityRules& rules) {
  return {fmt::format("MR at most {} days before treatment", rules.mr_within_days),
          [&rules](const Patient& patient) -> std::string {
            const auto mr = date(patient, rules.mr_date), start = date(patient, rules.treatment_start);
            if (!mr || !start) return "a date is missing";
            if (*mr > *start) return "MR after the start of treatment";
            return *start - *mr > std::chrono::days(rules.mr_within_days) ? "MR earlier" : "";
          }};
}

Rule outcome_rule(const EligibilityRules& rules) {
  return {fmt::format("MR for the outcome {} to {} months after radiotherapy", rules.outcome_months_from,
                      rules.outcome_months_to),
          [&rules](const Patient& patient) -> std::string {
            const auto mr = date(patient, rules.outcome_mr_date), end = date(patient, rules.radiotherapy_end);
            if (!mr || !end) return "a date is missing";
            if (*mr < add_months(*end, rules.outcome_months_from)) return "MR earlier";
            return *mr > add_months(*end, rules.outcome_months_to) ? "MR later" : "";
          }};
}

std::vector<Rule> rules_of(const EligibilityRules& rules, const Cohort& cohort) {
  std::vector<Rule> made;
  for (const auto& column : rules.exclude) require_column("exclude", column, cohort);
  if (!rules.exclude.empty()) made.push_back(exclusion_rule(rules));
  if (!rules.stages.empty()) made.push_back(stage_rule(rules));
  if (!rules.mr_date.empty()) {
    require_column("mr_date", rules.mr_date, cohort);
    require_column("treatment_start", rules.treatment_start, cohort);
    made.push_back(mr_rule(rules));
  }
  if (!rules.outcome_mr_date.empty()) {
    require_column("outcome_mr_date", rules.outcome_mr_date, cohort);
    require_column("radiotherapy_end", rules.radiotherapy_end, cohort);
    made.push_back(outcome_rule(rules));
  }
  return made;
}

void count(FlowStep& step, const std::string& reason) {
  const auto found = std::find_if(step.reasons.begin(), step.reasons.end(),
                                  [&](const FlowReason& known) { return known.text == reason; });
  if (found != step.reasons.end()) {
    ++found->patients;
  } else {
    step.reasons.push_back({reason, 1});
  }
}

}  // namespace

int FlowStep::excluded() const {
  int patients = 0;
  for (const auto& reason : reasons) patients += reason.patients;
  return patients;
}

Screening screen(const Cohort& cohort, const EligibilityRules& rules) {
  std::vector<Patient> left = cohort.patients();
  Flow flow{static_cast<int>(left.size()), {}, {}};
  for (const auto& rule : rules_of(rules, cohort)) {
    FlowStep step{rule.text, {}, 0};
    std::vector<Patient> meeting;
    for (auto& patient : left) {
      const std::string objection = rule.objection(patient);
      if (objection.empty()) {
        meeting.push_back(std::move(patient));
      } else {
        count(step, objection);
        flow.excluded.push_back({patient.id, rule.text, objection});
      }
    }
    left = std::move(meeting);
    step.left = static_cast<int>(left.size());
    if (left.empty()) {
      throw input_error(
          "eligibility: no patient is left after \"{}\"; look at study.toml's rules and the columns",
          rule.text);
    }
    flow.steps.push_back(std::move(step));
  }
  return {Cohort(std::move(left)), std::move(flow)};
}

}  // namespace residuum::cohort
