// Random changes of images in training, as numbers and as words. No LibTorch here.
#pragma once

#include <string>

namespace residuum::learn {

struct Augmentation {
  bool flip = true;         // left for right, every other image
  double shift = 0.06;      // up to this share of the width and height
  double scale = 0.12;      // sizes from 1 - scale to 1 + scale
  double rotation = 8;      // degrees, either way
  double gamma = 0.25;      // exponents from exp(-gamma) to exp(gamma)
  double brightness = 0.1;  // values times 1 - brightness to 1 + brightness
  double elastic = 0;       // smooth displacements: their standard deviation as a share of the width
  double bias_field = 0;    // values times exp of a smooth field of this standard deviation
};

// "left-right flips, shifts of up to 6% of the image, ..."
std::string describe(const Augmentation& augmentation);

}  // namespace residuum::learn
