#include "decision/recommend.h"

namespace residuum::decision {

Recommendation recommend(std::vector<RegimenPrediction> predictions) {
  Recommendation recommendation{fallback, cohort::Outcome::rt, std::move(predictions)};
  for (const auto& prediction : recommendation.predictions) {
    if (prediction.predicted() == cohort::Outcome::nrt) {
      recommendation.regimen = prediction.regimen;
      recommendation.effect = cohort::Outcome::nrt;
      break;
    }
  }
  return recommendation;
}

}  // namespace residuum::decision
