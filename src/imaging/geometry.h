// Where voxels lie in the patient. World coordinates are DICOM's: LPS (x to the patient's left, y to the
// back, z to the head), millimetres. A voxel index is (column i, row j, slice k); index (0,0,0) is the centre
// of the first voxel, and  world = origin + direction * (spacing .* index).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace residuum::imaging {

using Vec3 = std::array<double, 3>;
using Mat3 = std::array<Vec3, 3>;  // rows

struct Geometry {
  std::array<std::size_t, 3> size{};                  // columns, rows, slices
  Vec3 spacing{1, 1, 1};                              // mm between columns, rows, slices
  Vec3 origin{};                                      // mm, LPS, centre of voxel (0,0,0)
  Mat3 direction{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};  // column c is the unit step of index axis c

  std::size_t slice_voxels() const { return size[0] * size[1]; }
  std::size_t voxels() const { return slice_voxels() * size[2]; }
  double voxel_volume() const { return spacing[0] * spacing[1] * spacing[2]; }  // mm^3
  Vec3 voxel_to_world(const Vec3& index) const;
  Vec3 world_to_voxel(const Vec3& world) const;  // continuous index
};

// Angle in degrees between the slices' normal and the patient's head-foot axis: 0 for a true axial series.
double angle_from_axial(const Geometry& geometry);

// How two spaces differ, in words with numbers ("flipped along rows", "shifted by 12.0 mm", "512 x 512 x 30
// against 512 x 512 x 31 voxels"); empty when every corner of the two grids agrees within `tolerance_mm`.
std::optional<std::string> difference(const Geometry& a, const Geometry& b, double tolerance_mm);

}  // namespace residuum::imaging
