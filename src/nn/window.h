// What a convolution or a pool goes over an image with, in pixels.
#pragma once

#include <cstdint>

namespace residuum::nn {

struct Pair {
  std::int64_t height, width;
  bool operator==(const Pair&) const = default;
};

struct Window {
  Pair kernel{1, 1}, stride{1, 1}, padding{0, 0}, dilation{1, 1};
};

}  // namespace residuum::nn
