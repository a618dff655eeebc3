// The square frame in which networks see a slice: the volume's body box is scaled so that its longer side (in
// mm) fills the frame, and centred; what it does not fill is 0. So pixels are spent on the patient, not on
// air, and a head keeps its shape whatever the pixels' shape. Or the whole slice is, as in the study's
// scripts.
#pragma once

#include <torch/types.h>

#include "imaging/slice.h"
#include "imaging/volume.h"

namespace residuum::segmentation {

class Frame {
 public:
  // `image` normalised to 0..1; the frame has `size` pixels a side and, where `whole` says so, no body's box.
  Frame(const imaging::Volume& image, int size, bool whole = false);

  // A slice of the volume's grid in the frame: size x size float32, area averages when shrinking.
  torch::Tensor into(std::span<const float> pixels) const;

  // A map of the frame (size x size float32, on the CPU) on the slice's own pixels, bilinear within the body
  // box and 0 outside: rows x columns.
  torch::Tensor out_of(const torch::Tensor& map) const;

 private:
  std::size_t width_, height_;  // of a slice
  imaging::Rectangle box_;      // of the body or all, in the slice
  std::int64_t size_;
  std::int64_t columns_, rows_, left_, top_;  // of the box, in the frame
};

}  // namespace residuum::segmentation
