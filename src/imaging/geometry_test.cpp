#include "imaging/geometry.h"

#include <gtest/gtest.h>

#include <cmath>

namespace residuum::imaging {
namespace {

// 30 degrees about the head-foot axis.
Geometry turned() {
  const double c = std::sqrt(3.0) / 2, s = 0.5;
  return {{10, 8, 6}, {0.5, 1, 5}, {10, -20, 30}, {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}}};
}

TEST(Geometry, MapsIndexToWorldAndBack) {
  const auto geometry = turned();
  const Vec3 world = geometry.voxel_to_world({2, 3, 4});
  EXPECT_NEAR(world[0], 10 + std::sqrt(3.0) / 2 * 1 - 0.5 * 3, 1e-12);
  EXPECT_NEAR(world[1], -20 + 0.5 * 1 + std::sqrt(3.0) / 2 * 3, 1e-12);
  EXPECT_NEAR(world[2], 50, 1e-12);
  const Vec3 index = geometry.world_to_voxel(world);
  EXPECT_NEAR(index[0], 2, 1e-12);
  EXPECT_NEAR(index[1], 3, 1e-12);
  EXPECT_NEAR(index[2], 4, 1e-12);
  EXPECT_DOUBLE_EQ(geometry.voxel_volume(), 2.5);
}

TEST(Geometry, TiltIsBetweenTheNormalAndTheHeadFootAxis) {
  auto geometry = turned();
  EXPECT_NEAR(angle_from_axial(geometry), 0, 1e-9);
  geometry.direction = {{{1, 0, 0}, {0, 0, 1}, {0, -1, 0}}};  // coronal
  EXPECT_NEAR(angle_from_axial(geometry), 90, 1e-9);
  geometry.direction = {{{1, 0, 0}, {0, -1, 0}, {0, 0, -1}}};  // axial, upside down
  EXPECT_NEAR(angle_from_axial(geometry), 0, 1e-9);
}

std::string words(const Geometry& a, const Geometry& b, double tolerance = 0.5) {
  return difference(a, b, tolerance).value_or("");
}

TEST(Difference, IsSaidInWordsWithNumbers) {
  const auto geometry = turned();
  EXPECT_EQ(words(geometry, geometry), "");
  auto other = geometry;
  other.origin[2] += 12;
  EXPECT_EQ(words(geometry, other), "shifted by 12.0 mm");
  other = geometry;
  other.size[2] = 7;
  EXPECT_NE(words(geometry, other).find("10 x 8 x 6 against 10 x 8 x 7 voxels"), std::string::npos);
  other = geometry;
  other.spacing[0] = 0.7;
  EXPECT_NE(words(geometry, other).find("spacing of columns 0.5 against 0.7 mm"), std::string::npos);
  other = geometry;
  for (auto& row : other.direction) row[1] = -row[1];
  EXPECT_NE(words(geometry, other).find("flipped along rows"), std::string::npos);
  other = geometry;
  other.direction = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  EXPECT_NE(words(geometry, other).find("turned by 30.0 degrees"), std::string::npos);
}

TEST(Difference, IsNoneWithinTheTolerance) {
  const auto geometry = turned();
  auto other = geometry;
  other.origin[0] += 0.4;
  EXPECT_EQ(words(geometry, other), "");
  EXPECT_EQ(words(geometry, other, 0.3), "shifted by 0.4 mm");
}

}  // namespace
}  // namespace residuum::imaging
