// How far apart the surfaces of two masks lie, in mm (Metrics reloaded, see overlap.h). A surface is the set
// of tumour voxels with a face neighbour that is none; the image's edge counts as none. In a mask of one
// slice the neighbours in the plane count alone. Python: mask ^ scipy.ndimage.binary_erosion(mask), then
// distance_transform_edt(~surface, sampling=spacing).
#pragma once

#include <optional>
#include <vector>

#include "imaging/volume.h"

namespace residuum::imaging {

inline constexpr double surface_tolerance_mm = 2;

struct SurfaceDistances {
  // Of each surface voxel of one mask to the nearest of the other: mm, in no stated order.
  std::vector<double> from_predicted, from_reference;
  bool predicted_empty = true, reference_empty = true;

  // All are empty where a mask is: there is no distance to nothing.
  std::optional<double> hd95_mm() const;     // the larger of both directions' 95th percentiles
  std::optional<double> average_mm() const;  // symmetric: mean of all distances
  // Share of both surfaces within the tolerance of the other (normalised surface distance, Nikolov et al.
  // 2018; counted in surface voxels): 1 where both masks are empty, 0 where one is.
  double surface_dice(double tolerance_mm = surface_tolerance_mm) const;
};

// REQUIRES: one grid, as overlap().
SurfaceDistances surface_distances(const Mask& predicted, const Mask& reference);

// Of slice k alone.
SurfaceDistances surface_distances_of_slice(const Mask& predicted, const Mask& reference, std::size_t k);

}  // namespace residuum::imaging
