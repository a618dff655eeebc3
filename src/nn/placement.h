// Modules and images where and how they run fast: on the device, channels last.
#pragma once

#include <torch/nn.h>

#include <utility>

#include "nn/compute.h"
#include "nn/normalisation.h"

namespace residuum::nn {

torch::Device device_of(const Compute& compute);

// Convolutions of channels-last tensors are the fast ones, on processors with bf16 above all.
void place(torch::nn::Module& module, const Compute& compute);

// Its mean and deviation of each channel, 1 x channels x 1 x 1: three each by its own, any other number by
// the mean of the three.
std::pair<torch::Tensor, torch::Tensor> per_channel(const Normalisation& normalisation,
                                                    std::int64_t channels);

// Images of 0..1 on any device as the networks' input: float32, normalised, channels last, on the compute's
// device. Grey images, N x H x W, become N x 3 x H x W, three times the same grey. Images N x C x H x W keep
// their channels: three are normalised each by its own mean and deviation, any other number by the mean of
// the three (timm's rule for grey).
torch::Tensor network_input(const torch::Tensor& images, const Normalisation& normalisation,
                            const Compute& compute);

}  // namespace residuum::nn
