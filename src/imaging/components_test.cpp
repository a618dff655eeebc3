#include "imaging/components.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace residuum::imaging {
namespace {

// 8 x 8 x 4 voxels of 1 x 1 x 5 mm: 5 mm^3 each.
Mask empty_mask() {
  return {{{8, 8, 4}, {1, 1, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, std::vector<std::uint8_t>(256)};
}

std::uint8_t& at(Mask& mask, std::size_t x, std::size_t y, std::size_t z) {
  return mask.labels[x + 8 * (y + 8 * z)];
}

TEST(Components, OfLessThanTheVolumeGo) {
  auto mask = empty_mask();
  for (std::size_t x = 1; x < 4; ++x) at(mask, x, 1, 1) = primary_tumour;  // three voxels, 15 mm^3
  at(mask, 6, 6, 3) = primary_tumour;
  auto kept = mask;
  remove_small_components(kept, 15);
  EXPECT_EQ(at(kept, 2, 1, 1), primary_tumour);
  EXPECT_EQ(at(kept, 6, 6, 3), background);
  remove_small_components(kept, 15.1);
  EXPECT_EQ(std::count(kept.labels.begin(), kept.labels.end(), background), 256);
  kept = mask;
  remove_small_components(kept, 0);
  EXPECT_EQ(kept.labels, mask.labels);
}

TEST(Components, HoldTogetherAcrossCornersSlicesAndLabels) {
  auto mask = empty_mask();
  at(mask, 2, 2, 0) = primary_tumour;
  at(mask, 3, 3, 1) = lymph_nodes;
  at(mask, 4, 2, 2) = primary_tumour;
  const auto before = mask.labels;
  remove_small_components(mask, 15);
  EXPECT_EQ(mask.labels, before);
}

TEST(Components, TheLargestAloneStayWhereAsked) {
  auto mask = empty_mask();
  for (std::size_t x = 1; x < 4; ++x) at(mask, x, 1, 0) = primary_tumour;
  for (std::size_t x = 1; x < 3; ++x) at(mask, x, 6, 0) = primary_tumour;
  at(mask, 7, 4, 3) = lymph_nodes;
  const auto found = find_components(mask);
  EXPECT_EQ(found.voxels, (std::vector<std::size_t>{3, 2, 1}));
  EXPECT_EQ(found.number[1 + 8], 1u);
  auto kept = mask;
  remove_small_components(kept, 0, 2);
  EXPECT_EQ(at(kept, 2, 1, 0), primary_tumour);
  EXPECT_EQ(at(kept, 1, 6, 0), primary_tumour);
  EXPECT_EQ(at(kept, 7, 4, 3), background);
  kept = mask;
  remove_small_components(kept, 12, 2);  // the second is too small
  EXPECT_EQ(at(kept, 1, 6, 0), background);
}

TEST(Components, OfAnEmptyMaskAreNone) {
  auto mask = empty_mask();
  remove_small_components(mask, 300);
  EXPECT_EQ(mask.labels, empty_mask().labels);
}

}  // namespace
}  // namespace residuum::imaging
