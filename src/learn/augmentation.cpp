#include "learn/augmentation.h"

#include <fmt/core.h>

#include <cmath>

namespace residuum::learn {

std::string describe(const Augmentation& augmentation) {
  return fmt::format(
      "{}shifts of up to {:g}% of the image, scaling by {:g} to {:g}, turns of up to {:g} degrees, gamma of {:.2f} to "
      "{:.2f}, brightness times {:g} to {:g}",
      augmentation.flip ? "left-right flips of every other image, " : "", 100 * augmentation.shift,
      1 - augmentation.scale, 1 + augmentation.scale, augmentation.rotation, std::exp(-augmentation.gamma),
      std::exp(augmentation.gamma), 1 - augmentation.brightness, 1 + augmentation.brightness);
}

}  // namespace residuum::learn
