#include "learn/predict.h"

#include <torch/torch.h>

#include <bit>

#include "core/interrupt.h"

namespace residuum::learn {

Predictor::Predictor(nn::Network& network, const nn::Compute& compute)
    : normalisation_(network.traits().normalisation), compute_(compute), engine_(network, compute) {}

torch::Tensor Predictor::operator()(const torch::Tensor& grey, std::int64_t batch) {
  const torch::NoGradGuard no_gradients;
  std::vector<torch::Tensor> parts;
  for (std::int64_t start = 0; start < grey.size(0);) {
    stop_if_interrupted();
    // Powers of two, so that bags of many sizes need few programs.
    const auto left = static_cast<std::uint64_t>(std::min(batch, grey.size(0) - start));
    const auto count = static_cast<std::int64_t>(std::bit_floor(left));
    const auto images = grey.narrow(0, start, count);
    const auto logits = engine_(nn::network_input(images, normalisation_, compute_));
    parts.push_back(logits.squeeze(1).sigmoid().cpu());
    start += count;
  }
  return torch::cat(parts);
}

torch::Tensor probabilities(nn::Network& network, const torch::Tensor& grey, const nn::Compute& compute,
                            std::int64_t batch) {
  return Predictor(network, compute)(grey, batch);
}

}  // namespace residuum::learn
