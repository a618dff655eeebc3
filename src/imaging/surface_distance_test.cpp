// Against scipy: tests/oracle_segmentation_scores_test.cpp.
#include "imaging/surface_distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "imaging/distance_transform.h"

namespace residuum::imaging {
namespace {

Mask mask_of(std::array<std::size_t, 3> size, Vec3 spacing) {
  Mask mask{{size, spacing, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, {}};
  mask.labels.resize(mask.geometry.voxels());
  return mask;
}

TEST(DistanceTransform, IsTheNearestPointsDistance) {
  Random random(4);
  const std::array<std::size_t, 3> size{9, 7, 5};
  const Vec3 spacing{0.7, 1.3, 5.1};
  for (const double share : {0.005, 0.05, 0.5}) {
    std::vector<std::uint8_t> points(9 * 7 * 5);
    for (auto& point : points) point = random.chance(share);
    points[100] = 1;
    const auto found = squared_distances(points, size, spacing);
    for (std::size_t i = 0; i < points.size(); ++i) {
      double nearest = HUGE_VAL;
      for (std::size_t j = 0; j < points.size(); ++j) {
        if (points[j] == 0) continue;
        const auto step = [&](std::size_t stride, std::size_t axis) {
          const auto a = static_cast<double>(i / stride % size[axis]),
                     b = static_cast<double>(j / stride % size[axis]);
          return (a - b) * (a - b) * spacing[axis] * spacing[axis];
        };
        nearest = std::min(nearest, step(1, 0) + step(9, 1) + step(63, 2));
      }
      ASSERT_NEAR(found[i], nearest, 1e-9) << i;
    }
  }
  for (const double value : squared_distances(std::vector<std::uint8_t>(315), size, spacing)) {
    EXPECT_EQ(value, HUGE_VAL);
  }
}

// A cube of 3 voxels against itself, one voxel further along each axis in turn: the surfaces are 26 voxels,
// of which 9 lie one step off on each side and the others less or not at all.
TEST(SurfaceDistance, IsInMillimetresOfTheVoxelsShape) {
  const auto cube = [](std::array<std::size_t, 3> from) {
    auto mask = mask_of({10, 10, 10}, {0.5, 1, 4});
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t j = 0; j < 3; ++j) {
        for (std::size_t i = 0; i < 3; ++i)
          mask.labels[from[0] + i + 10 * (from[1] + j + 10 * (from[2] + k))] = primary_tumour;
      }
    }
    return mask;
  };
  const auto at = cube({3, 3, 3});
  for (const auto& [moved, step] :
       {std::pair{cube({4, 3, 3}), 0.5}, {cube({3, 4, 3}), 1.0}, {cube({3, 3, 4}), 4.0}}) {
    const auto apart = surface_distances(moved, at);
    ASSERT_EQ(apart.from_predicted.size(), 26u);
    EXPECT_DOUBLE_EQ(*std::max_element(apart.from_predicted.begin(), apart.from_predicted.end()), step);
  }
  const auto same = surface_distances(at, at);
  EXPECT_DOUBLE_EQ(*same.hd95_mm(), 0);
  EXPECT_DOUBLE_EQ(*same.average_mm(), 0);
  EXPECT_DOUBLE_EQ(same.surface_dice(), 1);
  EXPECT_LT(surface_distances(cube({3, 3, 4}), at).surface_dice(), 1);
  EXPECT_DOUBLE_EQ(surface_distances(cube({3, 4, 3}), at).surface_dice(), 1);  // 1 mm, 2 are tolerated
}

TEST(SurfaceDistance, ToNothingIsNone) {
  const auto empty = mask_of({4, 4, 2}, {1, 1, 5});
  auto one = empty;
  one.labels[5] = primary_tumour;
  for (const auto& [predicted, reference, surface_dice] :
       {std::tuple{empty, empty, 1.0}, {one, empty, 0.0}, {empty, one, 0.0}}) {
    const auto apart = surface_distances(predicted, reference);
    EXPECT_FALSE(apart.hd95_mm());
    EXPECT_FALSE(apart.average_mm());
    EXPECT_DOUBLE_EQ(apart.surface_dice(), surface_dice);
  }
}

// In one slice the neighbours above and below do not make a surface: a filled square has an inside.
TEST(SurfaceDistance, OfASliceIsInThePlane) {
  auto square = mask_of({7, 7, 3}, {1, 1, 5});
  for (std::size_t j = 1; j < 6; ++j) {
    for (std::size_t i = 1; i < 6; ++i) square.labels[i + 7 * j + 49] = primary_tumour;
  }
  EXPECT_EQ(surface_distances_of_slice(square, square, 1).from_predicted.size(), 16u);
  EXPECT_FALSE(surface_distances_of_slice(square, square, 0).hd95_mm());
  EXPECT_EQ(surface_distances(square, square).from_predicted.size(), 25u);
}

}  // namespace
}  // namespace residuum::imaging
