#include "outcome/embedding.h"

#include <torch/torch.h>

#include <cmath>

#include "core/interrupt.h"
#include "nn/placement.h"
#include "outcome/bags.h"
#include "outcome/model_file.h"

namespace residuum::outcome {

struct Embedder::State {
  Model model;
  nn::Compute compute;

  // K float64, of length 1.
  torch::Tensor seen_by(PatientNetwork& network, const torch::Tensor& slices) const {
    const auto features_of = [&](const torch::Tensor& images) {
      stop_if_interrupted();
      return network.network().features(network.network().activation(images)).to(torch::kFloat32);
    };
    torch::Tensor features;
    if (model.architecture.unit == Unit::stack) {
      features = features_of(network.input(slices, compute))[0];
    } else {
      std::vector<torch::Tensor> parts;
      for (const auto& grey : slices.split(prediction_batch))
        parts.push_back(features_of(network.input(grey, compute)));
      const auto each = torch::cat(parts);
      features = each.to(torch::kFloat64).mean(0);
      if (model.architecture.unit == Unit::attention) {
        const auto patient =
            torch::zeros({each.size(0)}, torch::TensorOptions(torch::kInt64).device(each.device()));
        features = network.attention().pool(each, patient, 1)[0];
      }
    }
    const auto exact = features.to(torch::kFloat64);
    return exact / exact.norm().clamp_min(1e-12);
  }
};

Embedder::Embedder(const fs::path& path, nn::Compute compute) : state_(std::make_unique<State>()) {
  compute.precision = nn::Precision::fp32;
  state_->compute = compute;
  state_->model = read_model(path);
  for (auto& network : state_->model.networks) {
    nn::place(*network, compute);
    network->eval();
  }
}
Embedder::~Embedder() = default;
Embedder::Embedder(Embedder&&) noexcept = default;

Embedding Embedder::embed(const Bag& bag) const {
  const torch::NoGradGuard no_gradients;
  const auto slices = bag_tensor(bag, state_->model.image_size);
  std::vector<torch::Tensor> each;
  for (auto& network : state_->model.networks) each.push_back(state_->seen_by(*network, slices));
  const auto joined = torch::cat(each) / std::sqrt(static_cast<double>(each.size()));
  const auto features = joined.to(torch::kFloat32).cpu().contiguous();
  const auto* const first = features.data_ptr<float>();
  return {first, first + features.numel()};
}

}  // namespace residuum::outcome
