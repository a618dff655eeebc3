#include "study/outcome_models.h"

#include "core/error.h"
#include "study/outcome_result.h"

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
    const double rate = read_outcome_result(result).training_rt_rate;
    models_.push_back({regimen, std::move(classifier), rate});
    if (models_.back().classifier.image_size() != image_size()) {
      throw input_error("{}: takes rectangles of another size than the model of {}", path.string(),
                        models_.front().regimen);
    }
  }
}

std::vector<OutcomeModels::Answer> OutcomeModels::answer(const outcome::Bag& bag) const {
  std::vector<Answer> answers;
  for (const auto& model : models_) {
    const auto one =
        bag.empty() ? outcome::Classifier::Answer{model.training_rt_rate, 0} : model.classifier.answer(bag);
    answers.push_back({{model.regimen, one.probability_rt, model.classifier.threshold()}, one.spread});
  }
  return answers;
}

std::vector<decision::RegimenPrediction> OutcomeModels::predict(const outcome::Bag& bag) const {
  std::vector<decision::RegimenPrediction> predictions;
  for (const auto& one : answer(bag)) predictions.push_back(one.prediction);
  return predictions;
}

}  // namespace residuum::study
