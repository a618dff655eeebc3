#include "segmentation/loss.h"

#include <torch/torch.h>

namespace residuum::segmentation {

torch::Tensor dice_and_cross_entropy(const torch::Tensor& logits, const torch::Tensor& target) {
  constexpr double smooth = 1;  // pixels: a batch without tumour has a gradient too
  const auto cross_entropy = torch::binary_cross_entropy_with_logits(logits, target);
  const auto probability = logits.sigmoid();
  const auto overlap = (probability * target).sum();
  const auto dice = (2 * overlap + smooth) / (probability.sum() + target.sum() + smooth);
  return 0.5 * (cross_entropy + 1 - dice);
}

torch::Tensor segmentation_loss(const std::string& name, const torch::Tensor& logits,
                                const torch::Tensor& target) {
  if (name == "cross_entropy") return torch::binary_cross_entropy_with_logits(logits, target);
  return dice_and_cross_entropy(logits, target);
}

torch::Tensor weighted_loss(const std::string& name, const std::vector<torch::Tensor>& outputs,
                            const std::vector<double>& weights, const torch::Tensor& target) {
  torch::Tensor sum;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto logits = outputs[i].squeeze(1).to(torch::kFloat32);
    const auto truth = logits.sizes() == target.sizes()
                           ? target
                           : torch::adaptive_avg_pool2d(target, {logits.size(1), logits.size(2)})
                                 .ge(0.5)
                                 .to(torch::kFloat32);
    const auto loss = weights.at(i) * segmentation_loss(name, logits, truth);
    sum = sum.defined() ? sum + loss : loss;
  }
  return sum;
}

}  // namespace residuum::segmentation
