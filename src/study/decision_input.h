// decisions.csv, what is known of each patient whom a policy is judged on: read by `residuum decide` from any
// program's table, and by the report from a run's. One row a patient:
//   patient              the study's id
//   regimen_given        one of the regimens
//   outcome              NRT or RT, under it
//   probability_rt_R     of RT under regimen R, for each; their order is that of toxicity, least first
//   threshold_R          of R's model; else `threshold` of the options
//   outside              1: unlike the patients whom the models learnt from; may be absent or empty
//   t_stage              for the T stage rule; may be absent or empty
//   rt_R                 0 or 1, the potential outcome where it is known (a synthetic study); may be absent
//   any other            covariates, where they are asked for
#pragma once

#include <string>
#include <vector>

#include "core/csv.h"
#include "decision/conformal.h"
#include "decision/potential.h"

namespace residuum::study {

struct DecisionOptions {
  std::vector<std::string> regimens;    // empty: as the columns probability_rt_R stand
  std::vector<std::string> covariates;  // column names; those that the table lacks are an error
  double threshold = 0.5;               // where the table has none
  double margin = 0;                    // decision::Caution::margin
  bool abstain_outside = false;         // recommend nothing where `outside` is 1
};

struct DecisionInput {
  decision::CaseTable table;
  decision::PotentialOutcomes potential;  // empty where not known
};

// Errors: input, naming file, line and column. `name`: what errors call the table.
DecisionInput decision_input(const CsvTable& table, const std::string& name, const DecisionOptions& options);
DecisionInput read_decision_input(const fs::path& csv, const DecisionOptions& options);

// regimen, probability_rt, outcome (NRT or RT): patients whom the models did not learn from, each under the
// regimen he had; in the order of `regimens`; none at all for an empty table. Errors: input, naming the
// place, or a regimen without a patient.
std::vector<decision::Calibration> read_calibration(const fs::path& csv,
                                                    const std::vector<std::string>& regimens);

// Of the known names (age, sex, t_stage, n_stage, ajcc_stage, tumour_ml) those that the table has.
std::vector<std::string> usual_covariates(const fs::path& csv);

}  // namespace residuum::study
