// Random changes of grey images that leave what is to be learnt as it is.
#pragma once

#include <torch/types.h>

#include "core/random.h"

namespace residuum::learn {

struct Augmentation {
  bool flip = true;         // left for right, every other image
  double shift = 0.06;      // up to this share of the width and height
  double scale = 0.12;      // sizes from 1 - scale to 1 + scale
  double rotation = 8;      // degrees, either way
  double gamma = 0.25;      // exponents from exp(-gamma) to exp(gamma)
  double brightness = 0.1;  // values times 1 - brightness to 1 + brightness
};

// N x 2 x 3, one affine map an image, as torch's affine_grid takes it (coordinates -1..1 across the image).
torch::Tensor random_affine(std::int64_t count, const Augmentation& augmentation, Random& random);

// N x H x W float32, bilinear, 0 outside.
torch::Tensor warp(const torch::Tensor& images, const torch::Tensor& affine);

// N x H x W of 0..1, each image with a gamma and a brightness of its own.
torch::Tensor vary_intensity(const torch::Tensor& images, const Augmentation& augmentation, Random& random);

}  // namespace residuum::learn
