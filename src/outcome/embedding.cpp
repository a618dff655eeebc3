#include "outcome/embedding.h"

#include <torch/torch.h>

#include "core/error.h"
#include "core/interrupt.h"
#include "nn/image_classifier.h"
#include "nn/placement.h"
#include "outcome/bags.h"
#include "outcome/model_file.h"

namespace residuum::outcome {

struct Embedder::State {
  Model model;
  std::shared_ptr<nn::ImageClassifier> network;
  nn::Compute compute;
};

Embedder::Embedder(const fs::path& path, nn::Compute compute) : state_(std::make_unique<State>()) {
  compute.precision = nn::Precision::fp32;
  state_->compute = compute;
  state_->model = read_model(path);
  state_->network = std::dynamic_pointer_cast<nn::ImageClassifier>(state_->model.network);
  if (!state_->network) throw input_error("{}: this network has no last layer to look at", path.string());
  nn::place(*state_->network, compute);
  state_->network->eval();
}
Embedder::~Embedder() = default;
Embedder::Embedder(Embedder&&) noexcept = default;

Embedding Embedder::embed(const Bag& bag) const {
  const torch::NoGradGuard no_gradients;
  auto& network = *state_->network;
  torch::Tensor sum;
  for (const auto& grey : bag_tensor(bag, state_->model.image_size).split(prediction_batch)) {
    stop_if_interrupted();
    const auto images = nn::network_input(grey, network.traits().normalisation, state_->compute);
    const auto part = network.features(network.activation(images)).to(torch::kFloat64).sum(0);
    sum = sum.defined() ? sum + part : part;
  }
  const auto features = (sum / sum.norm().clamp_min(1e-12)).to(torch::kFloat32).cpu().contiguous();
  const auto* const first = features.data_ptr<float>();
  return {first, first + features.numel()};
}

}  // namespace residuum::outcome
