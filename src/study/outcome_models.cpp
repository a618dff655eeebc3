#include "study/outcome_models.h"

#include "core/error.h"
#include "core/json.h"

namespace residuum::study {

OutcomeModels::OutcomeModels(const RunFolder& run, const std::vector<std::string>& regimens,
                             const nn::Compute& compute) {
  for (const auto& regimen : regimens) {
    const fs::path path = run.outcome_model(regimen), result = run.outcome_result(regimen);
    outcome::Classifier classifier(path, compute);
    if (classifier.regimen() != regimen) {
      throw input_error("{}: this is the model of {}, not of {}; run `residuum run` on the study again",
                        path.string(), classifier.regimen(), regimen);
    }
    const double rate = json_field<double>(read_json(result), "training_rt_rate", result.string());
    models_.push_back({regimen, std::move(classifier), rate});
    if (models_.back().classifier.image_size() != image_size()) {
      throw input_error("{}: takes rectangles of another size than the model of {}", path.string(),
                        models_.front().regimen);
    }
  }
}

std::vector<decision::RegimenPrediction> OutcomeModels::predict(const outcome::Bag& bag) const {
  std::vector<decision::RegimenPrediction> predictions;
  for (const auto& model : models_) {
    const double probability = bag.empty() ? model.training_rt_rate : model.classifier.predict(bag);
    predictions.push_back({model.regimen, probability, model.classifier.threshold()});
  }
  return predictions;
}

}  // namespace residuum::study
