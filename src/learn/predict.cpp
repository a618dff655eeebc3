#include "learn/predict.h"

#include <torch/torch.h>

#include "core/interrupt.h"
#include "learn/autocast.h"

namespace residuum::learn {

torch::Tensor probabilities(nn::Network& network, const torch::Tensor& grey, const nn::Compute& compute,
                            std::int64_t batch) {
  const torch::NoGradGuard no_gradients;
  const AutocastScope autocast(compute);
  const auto normalisation = network.traits().normalisation;
  std::vector<torch::Tensor> parts;
  for (std::int64_t start = 0; start < grey.size(0); start += batch) {
    stop_if_interrupted();
    const auto images = grey.narrow(0, start, std::min(batch, grey.size(0) - start));
    const auto logits = network.forward(nn::network_input(images, normalisation, compute));
    parts.push_back(logits.squeeze(1).to(torch::kFloat32).sigmoid().cpu());
  }
  return torch::cat(parts);
}

}  // namespace residuum::learn
