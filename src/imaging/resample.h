// Volumes on another grid.
#pragma once

#include "imaging/volume.h"

namespace residuum::imaging {

// Trilinear; voxels outside `volume` get its lowest value.
Volume resample(const Volume& volume, const Geometry& target);

// By nearest label; voxels outside the mask's box get the label of its edge.
Mask resample_labels(const Mask& mask, const Geometry& target);

// A true axial grid (rows to the left, columns to the back, slices upward) that covers `geometry`'s box with
// the given spacing.
Geometry axial_grid(const Geometry& geometry, double in_plane_mm, double slice_mm);

}  // namespace residuum::imaging
