#include "nn/placement.h"

#include <fmt/core.h>
#include <torch/torch.h>

#include <numeric>

namespace residuum::nn {
namespace {

torch::Tensor per_channel(const std::array<double, 3>& values, std::int64_t channels) {
  if (channels == 3) {
    return torch::tensor({values[0], values[1], values[2]}, torch::kFloat32).view({1, 3, 1, 1});
  }
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / 3;
  return torch::full({1, channels, 1, 1}, mean, torch::kFloat32);
}

}  // namespace

std::string describe(const Normalisation& normalisation) {
  const auto& mean = normalisation.mean;
  if (mean == Normalisation{}.mean) return "ImageNet mean and standard deviation";
  return fmt::format("mean {} and standard deviation {}", mean[0], normalisation.standard_deviation[0]);
}

torch::Device device_of(const Compute& compute) {
  return torch::Device(compute.device);
}

void place(torch::nn::Module& module, const Compute& compute) {
  module.to(device_of(compute));
  for (auto& parameter : module.parameters()) {
    if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
  }
}

std::pair<torch::Tensor, torch::Tensor> per_channel(const Normalisation& normalisation,
                                                    std::int64_t channels) {
  return {per_channel(normalisation.mean, channels), per_channel(normalisation.standard_deviation, channels)};
}

torch::Tensor network_input(const torch::Tensor& images, const Normalisation& normalisation,
                            const Compute& compute) {
  const auto device = device_of(compute);
  const bool grey = images.dim() == 3;
  const auto there = images.to(device, torch::kFloat32);
  const auto channels = grey ? 3 : images.size(1);
  const auto mean = per_channel(normalisation.mean, channels).to(device);
  const auto deviation = per_channel(normalisation.standard_deviation, channels).to(device);
  return (((grey ? there.unsqueeze(1) : there) - mean) / deviation)
      .contiguous(torch::MemoryFormat::ChannelsLast);
}

}  // namespace residuum::nn
