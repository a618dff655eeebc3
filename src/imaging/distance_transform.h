// Exact Euclidean distances on a grid of voxels of any shape (Felzenszwalb and Huttenlocher, Distance
// transforms of sampled functions, Theory of Computing 2012;8:415-428): one pass of lower envelopes of
// parabolas an axis, linear in the number of voxels. Python: scipy.ndimage.distance_transform_edt(~points,
// sampling)^2.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace residuum::imaging {

// Of each voxel the squared distance (mm^2) from its centre to the nearest centre of a voxel of `points`
// (not 0); infinite where there is no point. Column fastest. REQUIRES: points.size() the product of `size`.
std::vector<double> squared_distances(const std::vector<std::uint8_t>& points,
                                      const std::array<std::size_t, 3>& size,
                                      const std::array<double, 3>& spacing_mm);

}  // namespace residuum::imaging
