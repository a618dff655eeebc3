// A network's probabilities, batch by batch, without gradients.
#pragma once

#include "nn/network.h"
#include "nn/placement.h"

namespace residuum::learn {

// `grey` is N x H x W of 0..1 (any floating type, on the CPU); the network gives one class. N x H x W
// (segment) or N (classify) float32 probabilities on the CPU. REQUIRES: a placed network in evaluation mode.
// Errors: interrupted, on request, between batches.
torch::Tensor probabilities(nn::Network& network, const torch::Tensor& grey, const nn::Compute& compute,
                            std::int64_t batch);

}  // namespace residuum::learn
