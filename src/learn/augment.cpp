#include "learn/augment.h"

#include <torch/torch.h>

#include <cmath>
#include <numbers>

namespace residuum::learn {

torch::Tensor random_affine(std::int64_t count, const Augmentation& augmentation, Random& random,
                            double aspect) {
  auto maps = torch::empty({count, 2, 3}, torch::kFloat32);
  auto values = maps.accessor<float, 3>();
  for (std::int64_t i = 0; i < count; ++i) {
    const double mirror = augmentation.flip && random.chance(0.5) ? -1 : 1;
    const double angle =
        random.uniform(-augmentation.rotation, augmentation.rotation) * std::numbers::pi / 180;
    const double zoom = random.uniform(1 - augmentation.scale, 1 + augmentation.scale);
    const double shift_x =
        random.uniform(-augmentation.shift, augmentation.shift) * 2;  // the image is 2 wide
    const double shift_y = random.uniform(-augmentation.shift, augmentation.shift) * 2;
    const double row[2][3] = {
        {mirror * zoom * std::cos(angle), -mirror * zoom * std::sin(angle) / aspect, shift_x},
        {zoom * std::sin(angle) * aspect, zoom * std::cos(angle), shift_y}};
    for (int r = 0; r < 2; ++r) {
      for (int c = 0; c < 3; ++c) values[i][r][c] = static_cast<float>(row[r][c]);
    }
  }
  return maps;
}

torch::Tensor warp(const torch::Tensor& images, const torch::Tensor& affine) {
  namespace functional = torch::nn::functional;
  const auto stack = images.unsqueeze(1);
  const auto grid = functional::affine_grid(affine, stack.sizes(), /*align_corners=*/false);
  const auto options = functional::GridSampleFuncOptions().mode(torch::kBilinear).align_corners(false);
  return functional::grid_sample(stack, grid, options).squeeze(1);
}

torch::Tensor vary_intensity(const torch::Tensor& images, const Augmentation& augmentation, Random& random) {
  auto changed = torch::empty_like(images);
  for (std::int64_t i = 0; i < images.size(0); ++i) {
    const double exponent = std::exp(random.uniform(-augmentation.gamma, augmentation.gamma));
    const double factor = random.uniform(1 - augmentation.brightness, 1 + augmentation.brightness);
    changed[i] = images[i].clamp(0, 1).pow(exponent).mul(factor).clamp(0, 1);
  }
  return changed;
}

}  // namespace residuum::learn
