// How published weights expect images of 0..1 to be brought to the network. No LibTorch here.
#pragma once

#include <array>
#include <string>

namespace residuum::nn {

struct Normalisation {
  // ImageNet's, of red, green and blue: torchvision's weights and most of timm's.
  std::array<double, 3> mean{0.485, 0.456, 0.406};
  std::array<double, 3> standard_deviation{0.229, 0.224, 0.225};
};

// To -1..1: timm's xception and inception_resnet_v2.
inline constexpr Normalisation to_minus_one_and_one{{0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}};

// "ImageNet mean and standard deviation" or "mean and standard deviation 0.5": for model cards.
std::string describe(const Normalisation& normalisation);

}  // namespace residuum::nn
