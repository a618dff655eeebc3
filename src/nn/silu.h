// x * sigmoid(x) (Elfwing et al. 2018; torch.nn.functional.silu), with a gradient. LibTorch 1.13 computes it
// number by number where tensors are bf16, which takes a quarter of a training step of EfficientNet; here it
// is vector code (pixels.h). Everything but bf16 on a processor with a gradient goes LibTorch's way.
#pragma once

#include <torch/types.h>

namespace residuum::nn {

torch::Tensor silu(const torch::Tensor& x);

}  // namespace residuum::nn
