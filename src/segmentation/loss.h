// What segmentation training minimises.
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

namespace residuum::segmentation {

// Mean of binary cross-entropy and 1 - soft Dice over the batch (Milletari et al. 2016): the first gives
// every pixel a gradient, the second does not care how small the tumour is. `logits` and `target` (0 or 1) of
// one shape, float32.
torch::Tensor dice_and_cross_entropy(const torch::Tensor& logits, const torch::Tensor& target);

// The weighted sum of the losses at a network's outputs, N x 1 x h x w logits of any precision each. `target`
// (N x H x W) at a smaller resolution: tumour where half of the area is, as slices are framed.
torch::Tensor weighted_loss(const std::string& name, const std::vector<torch::Tensor>& outputs,
                            const std::vector<double>& weights, const torch::Tensor& target);

// By Options::loss: dice_and_cross_entropy, or cross_entropy alone, as in the study's scripts.
torch::Tensor segmentation_loss(const std::string& name, const torch::Tensor& logits,
                                const torch::Tensor& target);

}  // namespace residuum::segmentation
