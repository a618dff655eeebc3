#include "nn/finite.h"

#include <torch/torch.h>

#include <cmath>

namespace residuum::nn {

bool all_finite(const torch::Tensor& values) {
  if (!values.is_floating_point() || values.numel() == 0) return true;
  const auto [least, most] = torch::aminmax(values);  // NaN where one is; no copy of the values
  return std::isfinite(least.item<double>()) && std::isfinite(most.item<double>());
}

}  // namespace residuum::nn
