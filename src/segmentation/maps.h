// Slices through trained networks.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/error.h"
#include "learn/predict.h"
#include "nn/network.h"
#include "segmentation/segmentation.h"

namespace residuum::segmentation {

// N x C x H x W of 0..1 (C from slices.h) as nn::network_input is to be given them: one channel in grey, and
// where values are to stay as they are, such that its normalisation gives them back.
torch::Tensor for_network(const torch::Tensor& images, bool unit_input,
                          const nn::Normalisation& normalisation);

int input_channels(int neighbours);

// The mean of the networks' probabilities, and with `flips` of the mirror images', too: N x H x W float32 on
// the CPU. Nothing, when one is not finite: what can be done again in float32 is.
std::optional<torch::Tensor> probability_maps(std::vector<learn::Predictor>& predictors,
                                              const torch::Tensor& images, bool unit_input, bool flips,
                                              std::int64_t batch);

// The failure, where float32 gives no finite values either.
Error diverged();

}  // namespace residuum::segmentation
