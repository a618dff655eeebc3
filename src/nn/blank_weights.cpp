#include "nn/blank_weights.h"

#include <torch/torch.h>

#include <limits>

namespace residuum::nn {
namespace {

// As LibTorch's own guards (NoGradGuard): constructors of modules have no place for it.
thread_local int living_blank_weights = 0;

}  // namespace

BlankWeights::BlankWeights() {
  ++living_blank_weights;
}
BlankWeights::~BlankWeights() {
  --living_blank_weights;
}
bool BlankWeights::wanted() {
  return living_blank_weights > 0;
}

torch::Tensor blank(torch::IntArrayRef shape) {
  return torch::full({1}, std::numeric_limits<float>::quiet_NaN(), torch::kFloat32).expand(shape);
}

bool is_blank(const torch::Tensor& tensor) {
  return tensor.numel() > 1 && tensor.storage().nbytes() == tensor.dtype().itemsize();
}

}  // namespace residuum::nn
