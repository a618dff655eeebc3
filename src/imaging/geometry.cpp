#include "imaging/geometry.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace residuum::imaging {
namespace {

Vec3 column(const Mat3& matrix, std::size_t c) {
  return {matrix[0][c], matrix[1][c], matrix[2][c]};
}

double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

double distance(const Vec3& a, const Vec3& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

// Corner `number` (one bit an axis) of the grid's voxel centres.
Vec3 corner(const Geometry& geometry, unsigned number) {
  Vec3 index{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (number >> axis & 1U) index[axis] = static_cast<double>(geometry.size[axis]) - 1;
  }
  return geometry.voxel_to_world(index);
}

double largest_corner_distance(const Geometry& a, const Geometry& b) {
  double largest = 0;
  for (unsigned i = 0; i < 8; ++i) largest = std::max(largest, distance(corner(a, i), corner(b, i)));
  return largest;
}

Vec3 centre(const Geometry& geometry) {
  Vec3 index{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    index[axis] = 0.5 * (static_cast<double>(geometry.size[axis]) - 1);
  return geometry.voxel_to_world(index);
}

}  // namespace

Vec3 Geometry::voxel_to_world(const Vec3& index) const {
  Vec3 world = origin;
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t axis = 0; axis < 3; ++axis)
      world[row] += direction[row][axis] * spacing[axis] * index[axis];
  }
  return world;
}

Vec3 Geometry::world_to_voxel(const Vec3& world) const {
  // The direction's columns are orthonormal, so its inverse is its transpose.
  const Vec3 offset{world[0] - origin[0], world[1] - origin[1], world[2] - origin[2]};
  Vec3 index{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    index[axis] = dot(column(direction, axis), offset) / spacing[axis];
  return index;
}

double angle_from_axial(const Geometry& geometry) {
  const double cosine = std::min(1.0, std::abs(geometry.direction[2][2]));
  return std::acos(cosine) * 180 / M_PI;
}

std::optional<std::string> difference(const Geometry& a, const Geometry& b, double tolerance_mm) {
  std::string words;
  const auto add = [&](const std::string& text) { words += (words.empty() ? "" : "; ") + text; };
  if (a.size != b.size) {
    add(fmt::format("{} x {} x {} against {} x {} x {} voxels", a.size[0], a.size[1], a.size[2], b.size[0],
                    b.size[1], b.size[2]));
  }
  constexpr const char* axes[] = {"columns", "rows", "slices"};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double extent = std::max(a.size[axis], b.size[axis]) * std::abs(a.spacing[axis] - b.spacing[axis]);
    if (extent > tolerance_mm) {
      add(fmt::format("spacing of {} {:.4g} against {:.4g} mm", axes[axis], a.spacing[axis],
                      b.spacing[axis]));
    }
    const double cosine = dot(column(a.direction, axis), column(b.direction, axis));
    if (cosine < -0.9) {
      add(fmt::format("flipped along {}", axes[axis]));
    } else if (cosine < 0.9999) {
      const double tilt = std::acos(std::clamp(cosine, -1.0, 1.0)) * 180 / M_PI;
      add(fmt::format("{} turned by {:.1f} degrees", axes[axis], tilt));
    }
  }
  if (const double shift = distance(centre(a), centre(b)); shift > tolerance_mm) {
    add(fmt::format("shifted by {:.1f} mm", shift));
  }
  if (words.empty() && largest_corner_distance(a, b) > tolerance_mm) {
    add(fmt::format("corners {:.1f} mm apart", largest_corner_distance(a, b)));
  }
  // Words for small rotations do not make a difference while the corners agree.
  if (a.size == b.size && largest_corner_distance(a, b) <= tolerance_mm) return std::nullopt;
  return words;
}

}  // namespace residuum::imaging
