// What the outcome stage tells of its candidates, every network with every unit of analysis, as two tables:
// their probabilities of RT on the test patients who had the regimen, and how each was trained. A model is a
// regimen, a network, a unit and a seed. Errors of reading and of writing: input, naming the row (its line,
// or the model) and the remedy, for a value that cannot be, a row that stands twice, a model whose rows
// disagree, or models of a regimen that were not shown the same patients.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "cohort/patient.h"

namespace residuum::study {

// image: each slice carries its patient's label; mean: the patient's mean probability is what is learnt;
// stack: the first slices as channels of one input; attention: gated attention over the slices.
inline constexpr std::array<const char*, 4> units_of_analysis{"image", "mean", "stack", "attention"};

struct CandidatePrediction {
  std::string regimen, network, unit;
  int seed = 1;            // 2, 3, ...: the chosen model trained again
  bool chosen = false;     // the run's predictions come from it: one model of each regimen, of seed 1
  std::string leak;        // how the model was chosen with a look at test patients, or empty
  double threshold = 0.5;  // one of a model's patients, one of its slices
  std::string patient;
  std::optional<int> slice;  // of the image, unit image alone; none in the patient's own row, their mean
  double probability_rt = 0;
  cohort::Outcome outcome = cohort::Outcome::nrt;
};

// Every patient has his own row in every model, whether or not he has slices.
void write_candidate_predictions(const fs::path& path, const std::vector<CandidatePrediction>& rows);
std::vector<CandidatePrediction> read_candidate_predictions(const fs::path& path);

struct CandidateEpoch {
  std::string regimen, network, unit;
  int fold = 1, epoch = 1;  // epochs from 1; a training without folds has one number for all
  // NaN where it is not defined (AUC of one class only): an empty cell.
  double training_loss = 0, validation_loss = 0, validation_auc = 0, validation_accuracy = 0;
  bool chosen = false;  // the epoch kept: one of a fold at most
};

void write_epochs(const fs::path& path, const std::vector<CandidateEpoch>& rows);
std::vector<CandidateEpoch> read_epochs(const fs::path& path);

}  // namespace residuum::study
