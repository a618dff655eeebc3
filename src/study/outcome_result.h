// What a training of outcome models left beside its weights: result.json of each candidate, and of each
// regimen that of the chosen one with the others' figures.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"
#include "outcome/outcome.h"
#include "study/run_folder.h"

namespace residuum::study {

// Of training patients, study ids; probabilities are calibrated.
struct HeldOutPatient {
  std::string patient;
  double probability_rt = 0;
  bool rt = false;
};

struct CandidateFigures {
  std::string network;
  outcome::Unit unit = outcome::Unit::mean;
  double auc = 0.5, log_loss = 0;  // on held-out training patients; where leak is not empty of nobody
  double score = 0;                // by which the candidates are compared: auc, or the leaked accuracy
  std::string leak;                // how test patients were looked at, or empty
};

struct OutcomeResult {
  CandidateFigures figures;
  std::vector<learn::History> folds;
  std::vector<HeldOutPatient> held_out;
  double threshold = 0.5;
  std::size_t training_patients = 0;
  double training_rt_rate = 0;
  std::vector<CandidateFigures> candidates;  // of a regimen's own result: all, in the order of study.toml
};

OutcomeResult outcome_result(const outcome::Options& options, const outcome::TrainingResult& trained,
                             const cohort::TrainingCohort& training);

void write_outcome_result(const fs::path& path, const OutcomeResult& result);
// Errors: input, naming the file.
OutcomeResult read_outcome_result(const fs::path& path);

// The first of the best. REQUIRES: at least one.
const OutcomeResult& best_of(const std::vector<OutcomeResult>& results);

}  // namespace residuum::study
