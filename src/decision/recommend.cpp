#include "decision/recommend.h"

#include <cmath>
#include <set>

#include "core/error.h"

namespace residuum::decision {
namespace {

void require_sound(const std::vector<RegimenPrediction>& predictions, const Caution& caution) {
  if (predictions.empty()) throw input_error("no prediction; one for each regimen is needed");
  std::set<std::string> seen{fallback, no_recommendation};
  for (const auto& [regimen, probability, threshold] : predictions) {
    if (!seen.insert(regimen).second)
      throw input_error("regimen {}: stands twice, or means the fallback or no recommendation", regimen);
    if (!(probability >= 0 && probability <= 1)) {
      throw input_error("regimen {}: the probability of RT is {}; 0 to 1 is needed", regimen, probability);
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw input_error("regimen {}: the threshold is {}; 0 to 1 is needed", regimen, threshold);
    }
  }
  if (!(caution.margin >= 0 && caution.margin <= 0.5)) {
    throw input_error("the margin around the threshold is {}; 0 to 0.5 is needed", caution.margin);
  }
}

Recommendation abstain(std::vector<RegimenPrediction> predictions, Abstention why) {
  return {no_recommendation, cohort::Outcome::rt, std::move(predictions), why};
}

}  // namespace

std::string to_string(Abstention abstention) {
  switch (abstention) {
    case Abstention::none:
      return "";
    case Abstention::near_threshold:
      return "near the threshold";
    case Abstention::out_of_distribution:
      return "outside the training range";
  }
  return "";
}

Recommendation recommend(std::vector<RegimenPrediction> predictions, const Caution& caution) {
  require_sound(predictions, caution);
  if (caution.out_of_distribution) return abstain(std::move(predictions), Abstention::out_of_distribution);
  for (const auto& prediction : predictions) {
    if (std::abs(prediction.probability_rt - prediction.threshold) < caution.margin) {
      return abstain(std::move(predictions), Abstention::near_threshold);
    }
    if (prediction.predicted() == cohort::Outcome::nrt) {
      std::string regimen = prediction.regimen;
      return {std::move(regimen), cohort::Outcome::nrt, std::move(predictions)};
    }
  }
  return {fallback, cohort::Outcome::rt, std::move(predictions)};
}

}  // namespace residuum::decision
