#include "learn/deform.h"

#include <torch/torch.h>

#include "learn/augment.h"

namespace residuum::learn {
namespace {

namespace functional = torch::nn::functional;

constexpr std::int64_t elastic_knots = 6, bias_knots = 4;  // a side

}  // namespace

torch::Tensor smooth_fields(std::int64_t count, std::int64_t channels, std::int64_t knots,
                            double standard_deviation, std::int64_t height, std::int64_t width,
                            Random& random) {
  auto coarse = torch::empty({count, channels, knots, knots}, torch::kFloat32);
  auto* const values = coarse.data_ptr<float>();
  for (std::int64_t i = 0; i < coarse.numel(); ++i)
    values[i] = static_cast<float>(random.normal(0, standard_deviation));
  return functional::interpolate(coarse, functional::InterpolateFuncOptions()
                                             .size(std::vector<std::int64_t>{height, width})
                                             .mode(torch::kBicubic)
                                             .align_corners(true));
}

torch::Tensor random_grid(std::int64_t count, std::int64_t height, std::int64_t width,
                          const Augmentation& augmentation, Random& random) {
  const double aspect = static_cast<double>(width) / static_cast<double>(height);
  const auto affine = random_affine(count, augmentation, random, aspect);
  auto grid = functional::affine_grid(affine, {count, 1, height, width}, /*align_corners=*/false);
  if (augmentation.elastic > 0) {
    const double deviation = 2 * augmentation.elastic;  // the image is 2 wide
    auto fields = smooth_fields(count, 2, elastic_knots, deviation, height, width, random);
    fields.select(1, 1).mul_(aspect);  // as many pixels down as across
    grid = grid + fields.permute({0, 2, 3, 1});
  }
  return grid;
}

torch::Tensor warp_by(const torch::Tensor& images, const torch::Tensor& grid) {
  const auto options = functional::GridSampleFuncOptions().mode(torch::kBilinear).align_corners(false);
  return functional::grid_sample(images, grid, options);
}

torch::Tensor vary_channels(const torch::Tensor& images, const Augmentation& augmentation, Random& random) {
  auto changed = vary_intensity(images, augmentation, random);
  if (augmentation.bias_field <= 0) return changed;
  const auto fields = smooth_fields(images.size(0), 1, bias_knots, augmentation.bias_field, images.size(2),
                                    images.size(3), random);
  return (changed * fields.exp()).clamp(0, 1);
}

}  // namespace residuum::learn
