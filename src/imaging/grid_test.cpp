#include "imaging/grid.h"

#include <gtest/gtest.h>

#include <cmath>

namespace residuum::imaging {
namespace {

// 30 degrees about the z axis.
Geometry turned() {
  const double c = std::sqrt(0.75), s = 0.5;
  return {{40, 30, 10}, {0.5, 0.6, 4}, {-10, 20, 5}, {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}}};
}

// The same box with the slices stored from the head down and columns and rows exchanged.
Geometry stored_otherwise() {
  const auto g = turned();
  Geometry other = g;
  other.size = {30, 40, 10};
  other.spacing = {0.6, 0.5, 4};
  other.origin = g.voxel_to_world({0, 0, 9});
  for (std::size_t r = 0; r < 3; ++r) {
    other.direction[r] = {g.direction[r][1], g.direction[r][0], -g.direction[r][2]};
  }
  return other;
}

TEST(Grid, BoxReachesHalfAVoxelBeyondTheCentres) {
  const Geometry g{{2, 3, 4}, {1, 2, 3}, {10, 20, 30}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
  const auto corners = box_corners(g);
  EXPECT_EQ(corners[0], (Vec3{9.5, 19, 28.5}));
  EXPECT_EQ(corners[7], (Vec3{11.5, 25, 40.5}));
}

TEST(Grid, KnowsTheSameBoxInAnyStorageOrder) {
  EXPECT_TRUE(same_box(turned(), stored_otherwise(), 1e-6));
  auto shifted = stored_otherwise();
  shifted.origin[2] += 0.4;
  EXPECT_TRUE(same_box(turned(), shifted, 0.5));
  EXPECT_FALSE(same_box(turned(), shifted, 0.3));
  auto longer = turned();
  longer.size[2] += 1;
  EXPECT_FALSE(same_box(turned(), longer, 0.5));
}

TEST(Grid, MapsIndexToIndex) {
  const IndexMap map(turned(), stored_otherwise());
  const Vec3 index = map(12, 7, 3);  // columns and rows exchanged, slices reversed
  EXPECT_NEAR(index[0], 7, 1e-9);
  EXPECT_NEAR(index[1], 12, 1e-9);
  EXPECT_NEAR(index[2], 6, 1e-9);
}

}  // namespace
}  // namespace residuum::imaging
