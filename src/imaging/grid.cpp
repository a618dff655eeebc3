#include "imaging/grid.h"

#include <algorithm>
#include <cmath>

namespace residuum::imaging {
namespace {

bool each_has_a_partner(const std::array<Vec3, 8>& a, const std::array<Vec3, 8>& b, double tolerance) {
  return std::all_of(a.begin(), a.end(), [&](const Vec3& p) {
    return std::any_of(b.begin(), b.end(), [&](const Vec3& q) {
      return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) <= tolerance;
    });
  });
}

}  // namespace

std::array<Vec3, 8> box_corners(const Geometry& geometry) {
  std::array<Vec3, 8> corners;
  for (std::size_t n = 0; n < corners.size(); ++n) {
    Vec3 index;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      index[axis] = (n >> axis & 1) ? static_cast<double>(geometry.size[axis]) - 0.5 : -0.5;
    }
    corners[n] = geometry.voxel_to_world(index);
  }
  return corners;
}

bool same_box(const Geometry& a, const Geometry& b, double tolerance_mm) {
  const auto corners_a = box_corners(a), corners_b = box_corners(b);
  // Both ways: in a box thinner than the tolerance one corner could serve two.
  return each_has_a_partner(corners_a, corners_b, tolerance_mm) &&
         each_has_a_partner(corners_b, corners_a, tolerance_mm);
}

IndexMap::IndexMap(const Geometry& from, const Geometry& to) {
  const auto at = [&](const Vec3& index) { return to.world_to_voxel(from.voxel_to_world(index)); };
  start_ = at({0, 0, 0});
  // Over the whole axis rather than one voxel: rounding stays far below a voxel at the other end.
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Vec3 index{};
    index[axis] = static_cast<double>(from.size[axis]);
    const Vec3 end = at(index);
    for (std::size_t c = 0; c < 3; ++c) steps_[axis][c] = (end[c] - start_[c]) / index[axis];
  }
}

Vec3 IndexMap::operator()(std::size_t i, std::size_t j, std::size_t k) const {
  const auto x = static_cast<double>(i), y = static_cast<double>(j), z = static_cast<double>(k);
  Vec3 index;
  for (std::size_t c = 0; c < 3; ++c) {
    index[c] = start_[c] + x * steps_[0][c] + y * steps_[1][c] + z * steps_[2][c];
  }
  return index;
}

}  // namespace residuum::imaging
