// What oneDNN does slowly or not at all, on channels-last images in bf16 or float32: N x H x W x C with the
// channels of one pixel side by side. `stride` is the distance between pixels, in values: more than the
// channels where an image is part of a wider one, as concatenation makes them. All run on LibTorch's threads.
#pragma once

#include <cstdint>

namespace residuum::nn {

struct Pixels {
  void* data = nullptr;
  bool bf16 = false;  // else float32
  std::int64_t images = 0, height = 0, width = 0, channels = 0;
  std::int64_t stride = 0;
};

void copy(const Pixels& from, const Pixels& to);
// PyTorch's upsample_bilinear2d.
void enlarge(const Pixels& from, const Pixels& to, bool align_corners);
// Its gradient: from the larger image's to the smaller's.
void enlarge_gradient(const Pixels& from, const Pixels& to, bool align_corners);
// One pixel to all.
void spread(const Pixels& from, const Pixels& to);
// The smaller image's first pixel at row `top`, column `left`, zeros around.
void pad(const Pixels& from, const Pixels& to, std::int64_t top, std::int64_t left);
void mean(const Pixels& from, const Pixels& to);
// Each channel by the gate's one pixel.
void multiply(const Pixels& from, const Pixels& gate, const Pixels& to);
// a + factor * b, negative sums to zero if `relu`.
void add(const Pixels& a, const Pixels& b, const Pixels& to, double factor, bool relu);
void relu(const Pixels& from, const Pixels& to);
void sigmoid(const Pixels& from, const Pixels& to);
void silu(const Pixels& from, const Pixels& to);

// On `count` bf16 values side by side: x * sigmoid(x), and its derivative times `gradient`.
void silu_values(const void* x, void* to, std::int64_t count);
void silu_gradient(const void* x, const void* gradient, void* to, std::int64_t count);

}  // namespace residuum::nn
