// Relations between two voxel grids, each a box in the patient.
#pragma once

#include <array>

#include "imaging/geometry.h"

namespace residuum::imaging {

// The eight outer corners of the box that the voxels fill (half a voxel beyond the outermost centres), mm
// LPS.
std::array<Vec3, 8> box_corners(const Geometry& geometry);

// The same box in the patient within `tolerance_mm`, however its voxels are ordered, turned or sized.
bool same_box(const Geometry& a, const Geometry& b, double tolerance_mm);

// From a voxel index of one grid to the continuous index in another: one affine map, computed once.
class IndexMap {
 public:
  IndexMap(const Geometry& from, const Geometry& to);
  Vec3 operator()(std::size_t i, std::size_t j, std::size_t k) const;

 private:
  Vec3 start_;  // of index (0, 0, 0)
  Mat3 steps_;  // steps_[axis]: what one voxel further along `axis` of `from` adds
};

}  // namespace residuum::imaging
