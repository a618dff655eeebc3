#include "segmentation/frame.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::segmentation {
namespace {

// A bright block in air: columns 20..60 of 100 (1 mm), rows 10..30 of 40 (2 mm).
imaging::Volume block() {
  imaging::Volume volume{{{100, 40, 1}, {1, 2, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, {}};
  for (std::size_t y = 0; y < 40; ++y) {
    for (std::size_t x = 0; x < 100; ++x)
      volume.voxels.push_back(x >= 20 && x < 60 && y >= 10 && y < 30 ? 0.8F : 0.0F);
  }
  return volume;
}

TEST(Frame, ShowsTheBodyInItsTrueShape) {
  const auto volume = block();
  const Frame frame(volume, 100);
  // 40 x 40 mm of block and 5 mm (columns) or 3 pixels of 2 mm (rows) around it: 50 x 52 mm, 96 x 100 pixels.
  const auto framed = frame.into(volume.slice(0));
  ASSERT_EQ(framed.sizes(), (std::vector<std::int64_t>{100, 96}));
  const auto bright = framed.gt(0.4);
  const auto columns = bright.any(0).sum().item<int>(), rows = bright.any(1).sum().item<int>();
  EXPECT_NEAR(columns, 77, 2);
  EXPECT_NEAR(rows, 77, 2);
}

TEST(Frame, FillsWithZerosWhatTheBoxDoesNot) {
  const auto volume = block();
  const auto own = Frame(volume, 100).into(volume.slice(0));
  const auto framed = Frame(volume, 100, {112, 100}).into(volume.slice(0));
  ASSERT_EQ(framed.sizes(), (std::vector<std::int64_t>{112, 100}));
  EXPECT_TRUE(torch::equal(framed.narrow(0, 6, 100).narrow(1, 2, 96), own));
  EXPECT_EQ(framed.sum(torch::kFloat64).item<double>(), own.sum(torch::kFloat64).item<double>());
  EXPECT_TRUE(torch::equal(centred(own, {112, 100}), framed));
}

// Of a patient who is wider than all whom the network learnt from.
TEST(Frame, MakesABoxSmallerThatHasNoRoom) {
  const auto volume = block();
  const Frame frame(volume, 100, {100, 48});
  const auto framed = frame.into(volume.slice(0));
  ASSERT_EQ(framed.sizes(), (std::vector<std::int64_t>{100, 48}));
  const auto bright = framed.gt(0.4);
  EXPECT_NEAR(bright.any(0).sum().item<int>(), 38, 2);
  EXPECT_NEAR(bright.any(1).sum().item<int>(), 38, 2);
  const auto truth = torch::from_blob(const_cast<float*>(volume.voxels.data()), {40, 100});
  EXPECT_LE(frame.out_of(framed).ge(0.4).logical_xor(truth.ge(0.4)).sum().item<int>(), 30);
}

TEST(Frame, HasRoomForAllInMultiplesOf16) {
  EXPECT_EQ(common_extent({{100, 70}, {90, 81}}, 160), (Extent{112, 96}));
  EXPECT_EQ(common_extent({{100, 70}, {90, 81}}, 100), (Extent{100, 96}));
  EXPECT_EQ(common_extent({{64, 64}}, 64), (Extent{64, 64}));
  EXPECT_EQ(common_extent({{40, 9}}, 40), (Extent{40, 32}));
}

TEST(Frame, AMapComesBackWhereItWas) {
  const auto volume = block();
  const Frame frame(volume, 128);
  const auto back = frame.out_of(frame.into(volume.slice(0)));
  ASSERT_EQ(back.sizes(), (std::vector<std::int64_t>{40, 100}));
  const auto truth = torch::from_blob(const_cast<float*>(volume.voxels.data()), {40, 100});
  EXPECT_LE(back.ge(0.4).logical_xor(truth.ge(0.4)).sum().item<int>(), 4);
  EXPECT_EQ(back[0].sum().item<double>(), 0);
}

TEST(Frame, IsTheWholeSliceWithoutABody) {
  auto volume = block();
  std::fill(volume.voxels.begin(), volume.voxels.end(), 0.05F);
  const Frame frame(volume, 50);
  EXPECT_EQ(frame.extent(), (Extent{40, 50}));  // 100 x 80 mm
  EXPECT_NEAR(frame.into(volume.slice(0)).sum().item<double>(), 50 * 40 * 0.05, 1e-3);
}

}  // namespace
}  // namespace residuum::segmentation
