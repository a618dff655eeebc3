// Where in the plane the body lies.
#pragma once

#include "imaging/slice.h"
#include "imaging/volume.h"

namespace residuum::imaging {

// Of a normalised image (intensity.h): tissue is brighter than this, air and most of its noise darker.
inline constexpr float tissue_level = 0.12F;

// The rectangle, the same for all slices, of the columns and rows in which at least 2% of the voxels are
// tissue, and `margin_mm` around it, cut at the image's edge. The whole slice where none are, or where noise
// hides the air: then nothing is cut off.
Rectangle body_box(const Volume& normalised, double margin_mm);

}  // namespace residuum::imaging
