// MR intensity has no unit; this brings each volume to a common range by its own percentiles, so that nothing
// is learnt from other patients.
#pragma once

#include "imaging/volume.h"

namespace residuum::imaging {

struct IntensityRange {
  double low = 0, high = 1;  // 1st percentile of all voxels (air), 99.5th of the body's
  double body_fraction = 0;  // share of voxels in the body: above Otsu's threshold (Otsu 1979)
};

// Percentiles are linear between order statistics (numpy's default). Otsu's histogram has 1024 bins from the
// lowest value to the 99.9th percentile, so that a few hot voxels do not stretch it.
// Errors: input, when the volume is empty or constant or holds values that are not finite.
IntensityRange measure_intensity(const Volume& volume);

struct BodyStatistics {
  double threshold = 0;  // Otsu's: the body is what lies above
  double mean = 0, deviation = 0, fraction = 0;
};

// Of the voxels of a volume, or of slices of it. Errors: as above.
BodyStatistics body_statistics(const std::vector<float>& voxels);

// Linear from [low, high] to [0, 1], clipped. REQUIRES: low < high.
Volume normalise(const Volume& volume, const IntensityRange& range);

}  // namespace residuum::imaging
