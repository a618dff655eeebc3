// The least toxic regimen predicted to leave no residual tumour, else the fallback; or no recommendation,
// where the models should not decide.
#pragma once

#include <string>
#include <vector>

#include "cohort/patient.h"

namespace residuum::decision {

inline const std::string fallback = "IBT";                     // individual-based, more intensive treatment
inline const std::string no_recommendation = "ask the board";  // stands where a regimen's name would

struct RegimenPrediction {
  std::string regimen;
  double probability_rt = 0;
  double threshold = 0.5;  // from training patients
  // What cannot be compared counts as RT: a broken number must not speak for less treatment.
  cohort::Outcome predicted() const {
    return probability_rt < threshold ? cohort::Outcome::nrt : cohort::Outcome::rt;
  }
};

// When to recommend nothing. The probabilities should be calibrated for `margin` to mean what it says.
struct Caution {
  double margin = 0;  // a probability nearer than this to its threshold decides nothing; 0: every one does
  bool out_of_distribution = false;  // the patient is unlike those whom the models learnt from
};

enum class Abstention { none, near_threshold, out_of_distribution };
std::string to_string(Abstention abstention);  // "", "near the threshold", "outside the training range"

struct Recommendation {
  std::string regimen;                            // one of the list, `fallback` or `no_recommendation`
  cohort::Outcome effect = cohort::Outcome::nrt;  // predicted; without meaning where nothing is recommended
  std::vector<RegimenPrediction> predictions;     // least toxic first
  Abstention abstention = Abstention::none;

  bool abstained() const { return abstention != Abstention::none; }
};

// Goes through the regimens and stops at the first that is predicted to leave none, or that lies too near to
// its threshold to say. REQUIRES: predictions in order of toxicity. Errors: input, for no prediction, a
// probability or threshold outside 0..1, a margin outside 0..0.5, a regimen twice or named as one of the two
// words above.
Recommendation recommend(std::vector<RegimenPrediction> predictions, const Caution& caution = {});

}  // namespace residuum::decision
