// Modules and images where and how they run fast: on the device, channels last.
#pragma once

#include <torch/nn.h>

#include "nn/compute.h"

namespace residuum::nn {

torch::Device device_of(const Compute& compute);

// Convolutions of channels-last tensors are the fast ones, on processors with bf16 above all.
void place(torch::nn::Module& module, const Compute& compute);

// ImageNet's mean and standard deviation, with which torchvision's weights were trained.
struct Normalisation {
  std::array<double, 3> mean{0.485, 0.456, 0.406};
  std::array<double, 3> standard_deviation{0.229, 0.224, 0.225};
};

// Grey images, N x H x W of 0..1 on any device, as the networks' input: N x 3 x H x W float32, three times
// the same grey, normalised, channels last, on the compute's device.
torch::Tensor network_input(const torch::Tensor& grey, const Normalisation& normalisation,
                            const Compute& compute);

}  // namespace residuum::nn
