// On the phantom: src/study/flip_finding_test.cpp.
#include "imaging/flip_check.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace residuum::imaging {
namespace {

// A body of grey that fills the left half and lower two thirds, with a bright lump in it; 24 x 24 x 9 voxels.
struct Example {
  Volume image;
  Mask mask;
};

Example lump() {
  const Geometry geometry{{24, 24, 9}, {1, 1, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
  Example made{{geometry, std::vector<float>(geometry.voxels())},
               {geometry, std::vector<std::uint8_t>(geometry.voxels())}};
  for (std::size_t i = 0; i < geometry.voxels(); ++i) {
    const std::size_t x = i % 24, y = i / 24 % 24, z = i / 576;
    const bool inside = x > 3 && x < 9 && y > 12 && y < 19 && z > 5 && z < 8;
    made.image.voxels[i] = inside            ? 0.8F + 0.01F * static_cast<float>(i % 7)
                           : x < 20 && y > 3 ? 0.4F + 0.02F * static_cast<float>(i % 5)
                                             : 0.01F;
    made.mask.labels[i] = inside ? primary_tumour : background;
  }
  return made;
}

TEST(FlipCheck, ARightMaskIsNotSuspect) {
  const auto [image, mask] = lump();
  const auto found = check_flips(image, mask);
  EXPECT_FALSE(found.suspect);
  EXPECT_GT(found.as_it_is.edge, 2);
  EXPECT_DOUBLE_EQ(found.as_it_is.on_body, 1);
}

TEST(FlipCheck, AFlippedMaskIsSuspectOfItsFlip) {
  const auto [image, mask] = lump();
  for (std::size_t i = 0; i < flips.size(); ++i) {
    const auto found = check_flips(image, flipped(mask, flips[i]));
    ASSERT_TRUE(found.suspect) << flips[i].name;
    EXPECT_EQ(*found.suspect, i);
    EXPECT_GT(found.flipped[i].score(), found.as_it_is.score() + marked_score);
  }
  EXPECT_EQ(flipped(flipped(mask, flips[1]), flips[1]).labels, mask.labels);
  EXPECT_EQ(flipped(flipped(mask, flips[0]), flips[1]).labels, flipped(mask, flips[3]).labels);
}

TEST(FlipCheck, AnEmptyMaskTellsNothing) {
  auto [image, mask] = lump();
  std::fill(mask.labels.begin(), mask.labels.end(), background);
  EXPECT_FALSE(check_flips(image, mask).suspect);
  mask.labels[100] = primary_tumour;
  EXPECT_FALSE(check_flips(image, mask).suspect);
}

}  // namespace
}  // namespace residuum::imaging
