#include "nn/placement.h"

#include <torch/torch.h>

namespace residuum::nn {

torch::Device device_of(const Compute& compute) {
  return torch::Device(compute.device);
}

void place(torch::nn::Module& module, const Compute& compute) {
  module.to(device_of(compute));
  for (auto& parameter : module.parameters()) {
    if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
  }
}

torch::Tensor network_input(const torch::Tensor& grey, const Normalisation& normalisation,
                            const Compute& compute) {
  const auto device = device_of(compute);
  const auto channel = [&](const std::array<double, 3>& values) {
    return torch::tensor({values[0], values[1], values[2]}, torch::kFloat32).view({1, 3, 1, 1}).to(device);
  };
  const auto images = grey.to(device, torch::kFloat32).unsqueeze(1);
  return ((images - channel(normalisation.mean)) / channel(normalisation.standard_deviation))
      .contiguous(torch::MemoryFormat::ChannelsLast);
}

}  // namespace residuum::nn
