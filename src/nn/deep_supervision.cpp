#include "nn/deep_supervision.h"

#include <fmt/core.h>

namespace residuum::nn {

SideSupervision side_supervision(const std::string& network) {
  if (network.starts_with("deeplabv3")) {
    constexpr double auxiliary = 0.5;
    return {{1, auxiliary},
            fmt::format("DeepLabv3 from an auxiliary head on its backbone's third layer, whose loss is added "
                        "times {:g}, as torchvision trains it",
                        auxiliary)};
  }
  constexpr double sum = 1 + 0.5 + 0.25;
  return {
      {1 / sum, 0.5 / sum, 0.25 / sum},
      fmt::format("U-Net at a half and a quarter of the resolution, the losses weighted {:.3f}, {:.3f} and "
                  "{:.3f}, as nnU-Net does",
                  1 / sum, 0.5 / sum, 0.25 / sum)};
}

}  // namespace residuum::nn
