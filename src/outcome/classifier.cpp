#include <torch/torch.h>

#include <optional>

#include "learn/predict.h"
#include "outcome/bags.h"
#include "outcome/model_file.h"
#include "outcome/outcome.h"

namespace residuum::outcome {

struct Classifier::State {
  Model model;
  std::optional<learn::Predictor> predictor;
};

Classifier::Classifier(const fs::path& model, const nn::Compute& compute)
    : state_(std::make_unique<State>(State{read_model(model), {}})) {
  nn::place(*state_->model.network, compute);
  state_->model.network->eval();
  state_->predictor.emplace(*state_->model.network, compute);
}
Classifier::~Classifier() = default;
Classifier::Classifier(Classifier&&) noexcept = default;

const std::string& Classifier::regimen() const {
  return state_->model.regimen;
}
double Classifier::threshold() const {
  return state_->model.threshold;
}
int Classifier::image_size() const {
  return state_->model.image_size;
}

double Classifier::predict(const Bag& bag) const {
  const auto slices = bag_tensor(bag, image_size());
  return (*state_->predictor)(slices, prediction_batch).mean().item<double>();
}

}  // namespace residuum::outcome
