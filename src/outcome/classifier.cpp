#include <torch/torch.h>

#include <cmath>

#include "core/error.h"
#include "nn/placement.h"
#include "outcome/bag_predictor.h"
#include "outcome/bags.h"
#include "outcome/model_file.h"
#include "outcome/outcome.h"

namespace residuum::outcome {

struct Classifier::State {
  Model model;
  std::vector<BagPredictor> predictors;

  std::vector<BagPredictor::Answer> ask(const Bag& bag) {
    const auto slices = bag_tensor(bag, model.image_size);
    std::vector<BagPredictor::Answer> answers;
    for (auto& predictor : predictors) answers.push_back(predictor(slices));
    return answers;
  }
};

Classifier::Classifier(const fs::path& model, const nn::Compute& compute)
    : state_(std::make_unique<State>(State{read_model(model, nn::Reading::mapped), {}})) {
  for (auto& network : state_->model.networks) {
    network->to(nn::device_of(compute));
    network->eval();
    state_->predictors.emplace_back(*network, compute, nn::NetworkWeights::are_released);
    // Now, so that the engine has the weights of one network before the next one's are looked at.
    with_context(model.string(), [&] { state_->predictors.back().prepare(state_->model.image_size); });
  }
}
Classifier::~Classifier() = default;
Classifier::Classifier(Classifier&&) noexcept = default;

const std::string& Classifier::regimen() const {
  return state_->model.regimen;
}
Unit Classifier::unit() const {
  return state_->model.architecture.unit;
}
double Classifier::threshold() const {
  return state_->model.threshold;
}
double Classifier::slice_threshold() const {
  return state_->model.slice_threshold;
}
int Classifier::image_size() const {
  return state_->model.image_size;
}

Classifier::Answer Classifier::answer(const Bag& bag) const {
  const auto answers = state_->ask(bag);
  const auto count = static_cast<double>(answers.size());
  double mean = 0, square = 0;
  for (const auto& one : answers) mean += one.probability_rt / count;
  for (const auto& one : answers) square += std::pow(one.probability_rt - mean, 2);
  const double spread = answers.size() > 1 ? std::sqrt(square / (count - 1)) : 0;
  return {state_->model.calibration(std::min(1.0, std::max(0.0, mean))), spread};
}

std::vector<double> Classifier::predict_slices(const Bag& bag) const {
  if (!judges_slices(unit()))
    throw failure("a model of unit {} has no opinion of a slice", to_string(unit()));
  const auto answers = state_->ask(bag);
  std::vector<double> mean(bag.size(), 0.0);
  for (const auto& one : answers) {
    for (std::size_t i = 0; i < mean.size(); ++i)
      mean[i] += one.slices[i] / static_cast<double>(answers.size());
  }
  return mean;
}

}  // namespace residuum::outcome
