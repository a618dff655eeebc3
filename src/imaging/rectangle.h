// The tumour rectangle of a slice: the bounding box of its mask with a margin, so that tissue around the
// tumour stays in (the study's input to the outcome networks).
#pragma once

#include <optional>
#include <vector>

#include "imaging/slice.h"
#include "imaging/volume.h"

namespace residuum::imaging {

struct RectangleOptions {
  double margin_mm = 5;       // added on each side, cut at the image's edge
  double min_area_mm2 = 20;   // a slice with less tumour has no rectangle
  bool include_nodes = true;  // label 2 counts as tumour too
  bool square = false;        // widened to as many mm down as across
  double min_size_mm = 0;     // widened to at least this on each side
};

struct SliceRectangle {
  std::size_t slice = 0;
  Rectangle rectangle;
  double tumour_mm2 = 0;
};

// Widened is a rectangle after the margin, as much on either side, and moved into the image where it would
// reach beyond; no side grows longer than the image. One entry for each slice that has one, from the first
// slice on.
std::vector<SliceRectangle> tumour_rectangles(const Mask& mask, const RectangleOptions& options);

}  // namespace residuum::imaging
