// Random changes of grey images that leave what is to be learnt as it is.
#pragma once

#include <torch/types.h>

#include "core/random.h"
#include "learn/augmentation.h"

namespace residuum::learn {

// N x 2 x 3, one affine map an image, as torch's affine_grid takes it (coordinates -1..1 across the image).
// `aspect` is the images' width by their height: what is turned stays in shape.
torch::Tensor random_affine(std::int64_t count, const Augmentation& augmentation, Random& random,
                            double aspect = 1);

// N x H x W float32, bilinear, 0 outside.
torch::Tensor warp(const torch::Tensor& images, const torch::Tensor& affine);

// N x H x W of 0..1, each image with a gamma and a brightness of its own.
torch::Tensor vary_intensity(const torch::Tensor& images, const Augmentation& augmentation, Random& random);

}  // namespace residuum::learn
