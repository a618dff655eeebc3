#include "segmentation/patches.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <set>

namespace residuum::segmentation {
namespace {

// A pixel's value says where it is: 1000 times its row, its column. Tumour in one corner.
Batch numbered(std::int64_t count, std::int64_t height, std::int64_t width) {
  const auto rows = torch::arange(height).unsqueeze(1) * 1000, columns = torch::arange(width).unsqueeze(0);
  const auto image = (rows + columns).to(torch::kFloat32);
  Batch batch{image.expand({count, 3, height, width}).clone(), torch::zeros({count, height, width})};
  batch.target.slice(1, 2, 6).slice(2, 3, 6).fill_(1);
  return batch;
}

TEST(Patches, ExtentIsNoLargerThanTheFrame) {
  EXPECT_EQ(patch_extent({96, 64}, 80), (Extent{80, 64}));
  EXPECT_EQ(patch_extent({96, 64}, 128), (Extent{96, 64}));
  EXPECT_EQ(patch_extent({96, 64}, 0), (Extent{96, 64}));
}

TEST(Patches, ImageAndMaskAreCutAtOnePlace) {
  Random random(3);
  const auto whole = numbered(40, 48, 40);
  const auto cut = patches_of(whole, {16, 24}, random);
  ASSERT_EQ(cut.images.sizes(), (std::vector<std::int64_t>{40, 3, 16, 24}));
  ASSERT_EQ(cut.target.sizes(), (std::vector<std::int64_t>{40, 16, 24}));
  std::set<std::int64_t> corners;
  for (std::int64_t i = 0; i < 40; ++i) {
    const auto corner = std::lround(cut.images[i][0][0][0].item<float>());
    corners.insert(corner);
    const auto top = corner / 1000, left = corner % 1000;
    EXPECT_TRUE(cut.images[i].equal(whole.images[i].slice(1, top, top + 16).slice(2, left, left + 24)));
    EXPECT_TRUE(cut.target[i].equal(whole.target[i].slice(0, top, top + 16).slice(1, left, left + 24)));
  }
  EXPECT_GT(corners.size(), 20u);
}

// 33 x 17 places, of which 6 x 6 hold tumour: some 6% by chance alone.
TEST(Patches, EveryOtherHoldsTumour) {
  Random random(4);
  constexpr std::int64_t count = 400;
  const auto cut = patches_of(numbered(count, 48, 40), {16, 24}, random);
  const auto with = cut.target.sum({1, 2}).gt(0).sum().item<std::int64_t>();
  const double by_chance = (6.0 / 33) * (6.0 / 17), expected = count * (0.5 + 0.5 * by_chance);
  EXPECT_NEAR(static_cast<double>(with), expected, 4 * std::sqrt(count * 0.25));
}

TEST(Patches, AnywhereIsEverywhereWithoutTumour) {
  Random random(5);
  auto batch = numbered(600, 18, 20);
  batch.target.zero_();
  const auto cut = patches_of(batch, {16, 16}, random);
  std::set<std::int64_t> corners;
  for (std::int64_t i = 0; i < 600; ++i) corners.insert(std::lround(cut.images[i][0][0][0].item<float>()));
  EXPECT_EQ(corners.size(), 3u * 5u);
}

TEST(Patches, TheWholeFrameIsLeftAsItIs) {
  Random random(6), same(6);
  const auto batch = numbered(2, 32, 32);
  EXPECT_TRUE(patches_of(batch, {32, 32}, random).images.equal(batch.images));
  EXPECT_EQ(random.uniform(), same.uniform());
}

}  // namespace
}  // namespace residuum::segmentation
