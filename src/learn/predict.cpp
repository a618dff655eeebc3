#include "learn/predict.h"

#include <torch/torch.h>

#include <bit>

#include "core/interrupt.h"

namespace residuum::learn {

Predictor::Predictor(nn::Network& network, const nn::Compute& compute, nn::NetworkWeights weights)
    : normalisation_(network.traits().normalisation), compute_(compute), engine_(network, compute, weights) {}

torch::Tensor in_batches(const torch::Tensor& items, std::int64_t batch,
                         const std::function<torch::Tensor(const torch::Tensor&)>& each) {
  std::vector<torch::Tensor> parts;
  for (std::int64_t start = 0; start < items.size(0);) {
    stop_if_interrupted();
    const auto left = static_cast<std::uint64_t>(std::min(batch, items.size(0) - start));
    const auto count = static_cast<std::int64_t>(std::bit_floor(left));
    parts.push_back(each(items.narrow(0, start, count)));
    start += count;
  }
  return torch::cat(parts);
}

torch::Tensor Predictor::operator()(const torch::Tensor& grey, std::int64_t batch) {
  const torch::NoGradGuard no_gradients;
  return in_batches(grey, batch, [&](const torch::Tensor& part) {
    return engine_(nn::network_input(part, normalisation_, compute_)).squeeze(1).sigmoid().cpu();
  });
}

torch::Tensor probabilities(nn::Network& network, const torch::Tensor& grey, const nn::Compute& compute,
                            std::int64_t batch) {
  return Predictor(network, compute)(grey, batch);
}

}  // namespace residuum::learn
