// The frame in which networks see a slice: the volume's body box is scaled so that its longer side (in mm)
// has so many pixels, and centred; what it does not fill is 0. So pixels are spent on the patient, not on
// air, and a head keeps its shape whatever the pixels' shape. Or the whole slice is, as in the study's
// scripts.
#pragma once

#include <torch/types.h>

#include <vector>

#include "imaging/slice.h"
#include "imaging/volume.h"

namespace residuum::segmentation {

// Of a frame, in pixels.
struct Extent {
  std::int64_t height = 0, width = 0;
  bool operator==(const Extent&) const = default;
};

class Frame {
 public:
  // `image` normalised to 0..1. A frame as high and wide as the box is with `side` pixels on its longer side.
  Frame(const imaging::Volume& image, int side, bool whole = false);

  // The same box in a frame of `extent`; where it has no room, smaller.
  Frame(const imaging::Volume& image, int side, Extent extent, bool whole = false);

  Extent extent() const { return extent_; }

  // A slice of the volume's grid in the frame: height x width float32, area averages when shrinking.
  torch::Tensor into(std::span<const float> pixels) const;

  // A map of the frame (height x width float32, on the CPU) on the slice's own pixels, bilinear within the
  // body box and 0 outside: rows x columns.
  torch::Tensor out_of(const torch::Tensor& map) const;

 private:
  std::size_t width_, height_;  // of a slice
  imaging::Rectangle box_;      // of the body or all, in the slice
  Extent extent_, filled_;      // of the frame; of it, by the box
};

// A frame that has room for all of them, sides a multiple of 16 (U-Net halves four times)
// and 32 at least, where that is no more than `side`. Heads are longer than wide: a fifth of a square would
// be computed for nothing.
Extent common_extent(const std::vector<Extent>& extents, int side);

// ... x h x w in the middle of ... x height x width zeros. REQUIRES: no larger than `extent`.
torch::Tensor centred(const torch::Tensor& maps, Extent extent);

}  // namespace residuum::segmentation
