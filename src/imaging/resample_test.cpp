#include "imaging/resample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "expect_error.h"
#include "imaging/grid.h"

namespace residuum::imaging {
namespace {

// 15 degrees about x and z in turn.
Geometry oblique() {
  const double c = std::cos(0.2617993877991494), s = std::sin(0.2617993877991494);
  return {{20, 18, 12}, {1, 1.2, 4}, {-10, -12, -20}, {{{c, -s * c, s * s}, {s, c * c, -c * s}, {0, s, c}}}};
}

// A field that is linear in the patient: trilinear interpolation must keep it exactly.
double field(const Vec3& p) {
  return 500 + 2 * p[0] - 3 * p[1] + 1.5 * p[2];
}

Volume filled(const Geometry& geometry) {
  Volume volume{geometry, {}};
  for (std::size_t k = 0; k < geometry.size[2]; ++k) {
    for (std::size_t j = 0; j < geometry.size[1]; ++j) {
      for (std::size_t i = 0; i < geometry.size[0]; ++i) {
        const Vec3 index{static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)};
        volume.voxels.push_back(static_cast<float>(field(geometry.voxel_to_world(index))));
      }
    }
  }
  return volume;
}

TEST(Resample, KeepsALinearFieldInsideAndIsLowestOutside) {
  const auto volume = filled(oblique());
  const float lowest = *std::min_element(volume.voxels.begin(), volume.voxels.end());
  const auto result = resample(volume, axial_grid(oblique(), 1.5, 3));
  std::size_t inside = 0, outside = 0;
  const auto& size = result.geometry.size;
  for (std::size_t k = 0; k < size[2]; ++k) {
    for (std::size_t j = 0; j < size[1]; ++j) {
      for (std::size_t i = 0; i < size[0]; ++i) {
        const Vec3 world = result.geometry.voxel_to_world({double(i), double(j), double(k)});
        const Vec3 at = oblique().world_to_voxel(world);
        bool between = true, beyond = false;
        for (std::size_t axis = 0; axis < 3; ++axis) {
          const auto last = static_cast<double>(oblique().size[axis] - 1);
          between = between && at[axis] >= 0 && at[axis] <= last;
          beyond = beyond || at[axis] < -0.51 || at[axis] > last + 0.51;
        }
        const float value = result.voxels[(k * size[1] + j) * size[0] + i];
        if (between || beyond) {
          EXPECT_NEAR(value, between ? field(world) : lowest, 1e-3);
        }
        inside += between;
        outside += beyond;
      }
    }
  }
  EXPECT_GT(inside, 1000u);
  EXPECT_GT(outside, 1000u);
}

TEST(Resample, OnItsOwnGridIsTheSame) {
  const auto volume = filled(oblique());
  const auto result = resample(volume, oblique());
  for (std::size_t i = 0; i < volume.voxels.size(); ++i)
    EXPECT_NEAR(result.voxels[i], volume.voxels[i], 1e-3);
}

TEST(Resample, ASingleSliceHasItsThickness) {
  Volume one{{{2, 2, 1}, {1, 1, 5}, {0, 0, 0}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, {1, 2, 3, 4}};
  Geometry target = one.geometry;
  target.size = {2, 2, 3};
  target.spacing[2] = 2;
  target.origin[2] = -2;
  EXPECT_EQ(resample(one, target).voxels, (std::vector<float>{1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4}));
}

TEST(AxialGrid, CoversTheBoxAndIsAxial) {
  const auto grid = axial_grid(oblique(), 0.8, 5);
  EXPECT_EQ(grid.direction, Geometry{}.direction);
  EXPECT_EQ(grid.spacing, (Vec3{0.8, 0.8, 5}));
  for (const auto& corner : box_corners(oblique())) {
    const Vec3 index = grid.world_to_voxel(corner);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      EXPECT_GE(index[axis], -0.5 - 1e-6);
      EXPECT_LE(index[axis], static_cast<double>(grid.size[axis]) - 0.5 + 1e-6);
    }
  }
}

TEST(AxialGrid, OfAnAxialGridIsThatGrid) {
  const Geometry axial{{20, 18, 12}, {0.7, 0.7, 4}, {-10, -12, -20}, Geometry{}.direction};
  const auto grid = axial_grid(axial, 0.7, 4);
  EXPECT_EQ(grid.size, axial.size);
  for (std::size_t axis = 0; axis < 3; ++axis) EXPECT_NEAR(grid.origin[axis], axial.origin[axis], 1e-9);
}

TEST(AxialGrid, RefusesSpacingsThatCannotBe) {
  for (const double bad : {0.0, -1.0, 1e-6, std::nan("")}) {
    test::expect_error([&] { axial_grid(oblique(), bad, 4); }, {"coarser"});
  }
}

}  // namespace
}  // namespace residuum::imaging
