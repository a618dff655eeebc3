#include "learn/augmentation.h"

#include <fmt/core.h>

#include <cmath>

namespace residuum::learn {

std::string describe(const Augmentation& augmentation) {
  auto text = fmt::format(
      "{}shifts of up to {:g}% of the image, scaling by {:g} to {:g}, turns of up to {:g} degrees, gamma of {:.2f} to "
      "{:.2f}, brightness times {:g} to {:g}",
      augmentation.flip ? "left-right flips of every other image, " : "", 100 * augmentation.shift,
      1 - augmentation.scale, 1 + augmentation.scale, augmentation.rotation, std::exp(-augmentation.gamma),
      std::exp(augmentation.gamma), 1 - augmentation.brightness, 1 + augmentation.brightness);
  if (augmentation.elastic > 0)
    text += fmt::format(", elastic displacements (standard deviation {:g}% of the width)",
                        100 * augmentation.elastic);
  if (augmentation.bias_field > 0)
    text += fmt::format(", a smooth bias field (standard deviation {:g} of its logarithm)",
                        augmentation.bias_field);
  return text;
}

}  // namespace residuum::learn
