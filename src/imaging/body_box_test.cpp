#include "imaging/body_box.h"

#include <gtest/gtest.h>

#include "core/random.h"

namespace residuum::imaging {
namespace {

// 100 x 80 x 3 voxels of 1 x 2 x 5 mm, air of a mean of `air`, tissue of 0.6 in the given columns and rows.
Volume head(std::size_t left, std::size_t right, std::size_t top, std::size_t bottom, double air) {
  Volume volume{{{100, 80, 3}, {1, 2, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, {}};
  Random random(7);
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t y = 0; y < 80; ++y) {
      for (std::size_t x = 0; x < 100; ++x) {
        const bool inside = x >= left && x < right && y >= top && y < bottom;
        volume.voxels.push_back(static_cast<float>(inside ? 0.6 : std::abs(random.normal(0, air))));
      }
    }
  }
  return volume;
}

TEST(BodyBox, IsTheTissueWithItsMargin) {
  EXPECT_EQ(body_box(head(20, 71, 10, 60, 0.03), 5), (Rectangle{15, 7, 76, 63}));
  EXPECT_EQ(body_box(head(2, 99, 0, 80, 0.03), 5), (Rectangle{0, 0, 100, 80}));
}

TEST(BodyBox, DoesNotFollowAFewBrightVoxels) {
  auto volume = head(20, 71, 10, 60, 0.03);
  volume.voxels[5] = 1;
  volume.voxels[100 * 75 + 90] = 1;
  EXPECT_EQ(body_box(volume, 0), (Rectangle{20, 10, 71, 60}));
}

TEST(BodyBox, IsTheWholeSliceWhereNothingCanBeTold) {
  EXPECT_EQ(body_box(head(20, 71, 10, 60, 0.3), 0), (Rectangle{0, 0, 100, 80}))
      << "noise as bright as tissue";
  EXPECT_EQ(body_box(head(0, 0, 0, 0, 0.01), 0), (Rectangle{0, 0, 100, 80})) << "no tissue";
}

}  // namespace
}  // namespace residuum::imaging
