// Uneven sensitivity of the coil, taken out of an MR volume by N4 (Tustison et al. 2010, IEEE TMI 29:1310),
// as ITK has it.
#pragma once

#include "imaging/volume.h"

namespace residuum::imaging {

// The smooth field is found in the body (above Otsu's threshold), on voxels thinned out to some 32 in plane,
// with cubic B-splines on four levels, and divided out of every voxel; the body keeps its mean. Always the
// same for the same volume. Errors: as measure_intensity() has them.
Volume correct_bias_field(const Volume& volume);

}  // namespace residuum::imaging
