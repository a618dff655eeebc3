#include "decision/recommend.h"

#include <set>

#include "core/error.h"

namespace residuum::decision {
namespace {

void require_sound(const std::vector<RegimenPrediction>& predictions) {
  if (predictions.empty()) throw input_error("no prediction; one for each regimen is needed");
  std::set<std::string> seen{fallback};
  for (const auto& [regimen, probability, threshold] : predictions) {
    if (!seen.insert(regimen).second)
      throw input_error("regimen {}: stands twice, or means the fallback", regimen);
    if (!(probability >= 0 && probability <= 1)) {
      throw input_error("regimen {}: the probability of RT is {}; 0 to 1 is needed", regimen, probability);
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw input_error("regimen {}: the threshold is {}; 0 to 1 is needed", regimen, threshold);
    }
  }
}

}  // namespace

Recommendation recommend(std::vector<RegimenPrediction> predictions) {
  require_sound(predictions);
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
