// The least toxic regimen predicted to leave no residual tumour, else the fallback.
#pragma once

#include <string>
#include <vector>

#include "cohort/patient.h"

namespace residuum::decision {

inline const std::string fallback = "IBT";  // individual-based, more intensive treatment

struct RegimenPrediction {
  std::string regimen;
  double probability_rt = 0;
  double threshold = 0.5;  // from training patients
  // What cannot be compared counts as RT: a broken number must not speak for less treatment.
  cohort::Outcome predicted() const {
    return probability_rt < threshold ? cohort::Outcome::nrt : cohort::Outcome::rt;
  }
};

struct Recommendation {
  std::string regimen;                            // one of the list, or `fallback`
  cohort::Outcome effect = cohort::Outcome::nrt;  // predicted
  std::vector<RegimenPrediction> predictions;     // least toxic first
};

// REQUIRES: predictions in order of toxicity. Errors: input, for no prediction, a probability or threshold
// outside 0..1, a regimen twice or named as the fallback.
Recommendation recommend(std::vector<RegimenPrediction> predictions);

}  // namespace residuum::decision
