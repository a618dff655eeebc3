// Do the estimators of src/decision say what is true? Cohorts drawn from the phantom's patients (tables
// alone, no image), each analysed as a study would be, against values known exactly. The model judged is a
// noisy and shrunken version of the true probabilities, fixed over all cohorts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/json.h"
#include "report/document.h"
#include "stats/rates.h"

namespace residuum::study {

struct SimulationOptions {
  int cohorts = 200;
  int patients = 300;     // of a cohort
  int population = 2000;  // synthetic patients whom cohorts are drawn from, with replacement
  int replicates = 400;   // of the bootstrap in each cohort
  int calibration = 100;  // patients of each regimen whom bounded recommendations are calibrated on
  double alpha = 0.1;
  std::uint64_t seed = 1;
  int threads = 1;
};

// One estimand over all cohorts.
struct Coverage {
  std::string estimand;
  double truth = 0;
  double mean = 0, spread = 0;  // of the estimates; spread is their standard deviation
  stats::Proportion covered;    // 95% intervals that hold the truth
};

struct Simulation {
  SimulationOptions options;
  std::vector<Coverage> estimands;
  // Means over cohorts. The study's rate beside the share of decisions that are right in truth.
  double study_rate_model = 0, study_rate_physician = 0;
  double true_rate_model = 0, true_rate_model_curable = 0, true_rate_physician_curable = 0;
  // Bounded recommendations: share of patients who get one, mean share of them that is wrong, with
  // calibration patients treated as physicians chose, and treated at random.
  double bounded_share = 0, bounded_wrong = 0;
  double bounded_share_random = 0, bounded_wrong_random = 0;
};

// Errors: input, for options out of range.
Simulation simulate_decisions(const SimulationOptions& options);

report::Table coverage_table(const Simulation& simulation);
report::Table study_rate_table(const Simulation& simulation);
report::Table bounded_simulation_table(const Simulation& simulation);
report::Section simulation_section(const Simulation& simulation);
std::string simulation_text(const Simulation& simulation);
Json to_json(const Simulation& simulation);
Simulation simulation_from_json(const Json& value, const std::string& where);

}  // namespace residuum::study
