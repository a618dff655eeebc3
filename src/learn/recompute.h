// Memory for time: a part of a network whose activations are not kept but computed again when gradients are
// wanted (Chen et al. 2016, arXiv 1604.06174; Python: torch.utils.checkpoint), so that a batch of any size
// fits.
#pragma once

#include <torch/nn.h>

#include <functional>

namespace residuum::learn {

// f(input), f going through `module`. The second going draws the same random numbers and leaves the module's
// buffers (batch norm's statistics) as the first did. Gradients reach the module's parameters, not `input`.
// In evaluation or without gradients simply f(input). REQUIRES: f, what it refers to and the module live
// until the gradients are there.
torch::Tensor recomputed(torch::nn::Module& module, const torch::Tensor& input,
                         std::function<torch::Tensor(const torch::Tensor&)> f);

}  // namespace residuum::learn
