// Who of the patient table belongs to the study, by rules stated beforehand; and the flow: how many each rule
// leaves out, and why. A patient is left out by the first rule that he does not meet. What a rule asks for
// and is not recorded counts as not met.
#pragma once

#include <string>
#include <vector>

#include "cohort/patient.h"

namespace residuum::cohort {

// A rule whose columns are not named is not applied.
struct EligibilityRules {
  std::vector<std::string> exclude;  // columns of yes or no (or 1, 0, true, false, empty: no): yes leaves out
  std::vector<std::string> stages;   // of ajcc_stage, as written there
  std::string mr_date, treatment_start;                // columns: MR at most so many days before treatment,
  int mr_within_days = 31;                             // and not after its start
  std::string outcome_mr_date, radiotherapy_end;       // columns: the MR that gave the outcome at least and
  int outcome_months_from = 3, outcome_months_to = 6;  // at most so many calendar months after radiotherapy

  bool any() const {
    return !exclude.empty() || !stages.empty() || !mr_date.empty() || !outcome_mr_date.empty();
  }
};

struct FlowReason {
  std::string text;  // "date missing"
  int patients = 0;
};
struct FlowStep {
  std::string rule;                 // "MR at most 31 days before treatment"
  std::vector<FlowReason> reasons;  // why patients were left out; none where nobody was
  int left = 0;                     // patients after the step
  int excluded() const;
};
struct Exclusion {
  std::string patient, rule, reason;
};
struct Flow {
  int screened = 0;             // patients in the table
  std::vector<FlowStep> steps;  // one a rule, in the order in which they were applied
  std::vector<Exclusion> excluded;
};
struct Screening {
  Cohort eligible;
  Flow flow;
};

// Errors: input, naming the column and the patient: a column that the table lacks, a date that is not
// YYYY-MM-DD, an answer that is neither yes nor no; and when nobody is left.
Screening screen(const Cohort& cohort, const EligibilityRules& rules);

}  // namespace residuum::cohort
