// MR intensity has no unit; this brings each volume to a common range by its own percentiles, so that nothing
// is learnt from other patients.
#pragma once

#include "imaging/volume.h"

namespace residuum::imaging {

struct IntensityRange {
  double low = 0, high = 1;   // the volume's 1st and 99.5th percentile over the body
  double body_fraction = 0;   // share of voxels above Otsu's threshold
};

// Errors: input, when the volume is constant or holds values that are not finite.
IntensityRange measure_intensity(const Volume& volume);

// Linear from [low, high] to [0, 1], clipped.
Volume normalise(const Volume& volume, const IntensityRange& range);

}  // namespace residuum::imaging
