// What segmentation training minimises.
#pragma once

#include <torch/types.h>

namespace residuum::segmentation {

// Mean of binary cross-entropy and 1 - soft Dice over the batch (Milletari et al. 2016): the first gives
// every pixel a gradient, the second does not care how small the tumour is. `logits` and `target` (0 or 1) of
// one shape, float32.
torch::Tensor segmentation_loss(const torch::Tensor& logits, const torch::Tensor& target);

}  // namespace residuum::segmentation
