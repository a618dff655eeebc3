// Smooth random changes: elastic displacements and bias fields, each a coarse grid of normal numbers enlarged
// by bicubic interpolation.
#pragma once

#include <torch/types.h>

#include "core/random.h"
#include "learn/augmentation.h"

namespace residuum::learn {

// N x C x H x W smooth fields of `knots` x `knots` independent normal numbers each.
torch::Tensor smooth_fields(std::int64_t count, std::int64_t channels, std::int64_t knots,
                            double standard_deviation, std::int64_t height, std::int64_t width,
                            Random& random);

// N x H x W x 2: where in the image each pixel comes from, as torch's grid_sample takes it: an affine map
// (augment.h) and, where the augmentation has them, elastic displacements.
torch::Tensor random_grid(std::int64_t count, std::int64_t height, std::int64_t width,
                          const Augmentation& augmentation, Random& random);

// N x C x H x W float32, bilinear, 0 outside; all channels alike.
torch::Tensor warp_by(const torch::Tensor& images, const torch::Tensor& grid);

// N x C x H x W of 0..1: gamma and brightness (augment.h), then a bias field; the channels of an image are
// neighbouring slices and are changed alike.
torch::Tensor vary_channels(const torch::Tensor& images, const Augmentation& augmentation, Random& random);

}  // namespace residuum::learn
