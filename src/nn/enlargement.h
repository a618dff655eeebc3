// Bilinear enlargement (torch.nn.functional.interpolate) in training, it and its gradient one pass of vector
// code each: LibTorch 1.13 gathers a bf16 gradient number by number, which takes an eighth of a training step
// of U-Net. Without a gradient, on other devices and in other layouts it is LibTorch's own.
#pragma once

#include <torch/types.h>

namespace residuum::nn {

// images: N x C x H x W -> N x C x size[0] x size[1]
torch::Tensor enlarge(const torch::Tensor& images, torch::IntArrayRef size, bool align_corners);

}  // namespace residuum::nn
