#include "outcome/class_activation.h"

#include <torch/torch.h>

namespace residuum::outcome {
namespace {

// N x K x 1 x 1.
torch::Tensor channel_weights(const torch::Tensor& activation, const torch::Tensor& gradient,
                              CamMethod method) {
  if (method == CamMethod::grad_cam) return gradient.mean({2, 3}, true);
  // g^2 / (2 g^2 + sum(A) g^3), divided by g^2.
  const auto denominator = 2 + activation.sum({2, 3}, true) * gradient;
  const auto share = torch::where(denominator > 0, denominator.reciprocal(), torch::zeros_like(denominator));
  return (share * gradient.relu()).sum({2, 3}, true);
}

// Of N x K x h x w to N x h x w.
torch::Tensor first_component(const torch::Tensor& channels) {
  std::vector<torch::Tensor> maps;
  for (const auto& one : channels.unbind(0)) {
    const auto pixels = one.flatten(1).t();  // hw x K
    const auto centred = pixels - pixels.mean(0, true);
    const auto axes = std::get<2>(torch::linalg_svd(centred, false));
    auto map = centred.matmul(axes[0]);
    const auto sum = centred.sum(1);
    if (map.dot(sum).item<float>() < 0) map = -map;
    maps.push_back(map.reshape({one.size(1), one.size(2)}));
  }
  return torch::stack(maps);
}

}  // namespace

torch::Tensor class_activation(const torch::Tensor& activation, const torch::Tensor& gradient,
                               const CamOptions& options) {
  const auto weighted = activation * channel_weights(activation, gradient, options.method);
  return (options.eigen_smoothing ? first_component(weighted) : weighted.sum(1)).relu();
}

}  // namespace residuum::outcome
