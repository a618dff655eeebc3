#include "imaging/rectangle.h"

#include <gtest/gtest.h>

namespace residuum::imaging {
namespace {

// 20 x 16 x 4 voxels of 0.5 x 2 x 5 mm: slice 1 holds a tumour of 4 x 3 pixels, slice 2 a node beside one
// tumour pixel, slice 3 a tumour in the corner.
Mask example() {
  Mask mask;
  mask.geometry.size = {20, 16, 4};
  mask.geometry.spacing = {0.5, 2, 5};
  mask.labels.assign(mask.geometry.voxels(), background);
  const auto set = [&](std::size_t x, std::size_t y, std::size_t k, Label label) {
    mask.labels[(k * 16 + y) * 20 + x] = label;
  };
  for (std::size_t y = 6; y < 9; ++y) {
    for (std::size_t x = 8; x < 12; ++x) set(x, y, 1, primary_tumour);
  }
  set(8, 8, 2, primary_tumour);
  for (std::size_t x = 10; x < 14; ++x) set(x, 2, 2, lymph_nodes);
  set(0, 0, 3, primary_tumour);
  set(19, 15, 3, primary_tumour);
  return mask;
}

TEST(TumourRectangles, AreBoundingBoxesWithAMarginInMillimetres) {
  const auto found = tumour_rectangles(example(), {1.2, 0, true});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].slice, 1u);
  EXPECT_EQ(found[0].rectangle, (Rectangle{5, 5, 15, 10}));  // 1.2 mm: 3 columns of 0.5, 1 row of 2
  EXPECT_DOUBLE_EQ(found[0].tumour_mm2, 12);
  EXPECT_EQ(found[2].rectangle, (Rectangle{0, 0, 20, 16}));  // cut at the edge
}

TEST(TumourRectangles, NodesCountOnRequest) {
  EXPECT_EQ(tumour_rectangles(example(), {0, 0, true})[1].rectangle, (Rectangle{8, 2, 14, 9}));
  EXPECT_EQ(tumour_rectangles(example(), {0, 0, false})[1].rectangle, (Rectangle{8, 8, 9, 9}));
}

TEST(TumourRectangles, ExactMarginsTakeNoFurtherPixel) {
  EXPECT_EQ(tumour_rectangles(example(), {2, 5, true})[0].rectangle, (Rectangle{4, 5, 16, 10}));
}

TEST(TumourRectangles, SlicesWithLittleTumourHaveNone) {
  EXPECT_EQ(tumour_rectangles(example(), {5, 12, true}).size(), 1u);
  EXPECT_EQ(tumour_rectangles(example(), {5, 12.5, true}).size(), 0u);
}

TEST(TumourRectangles, AMarginBeyondAllBoundsIsTheSlice) {
  EXPECT_EQ(tumour_rectangles(example(), {1e300, 0, true})[0].rectangle, (Rectangle{0, 0, 20, 16}));
}

TEST(TumourRectangles, AreWidenedInMillimetresWithinTheImage) {
  RectangleOptions options{0, 0, true};
  options.square = true;  // 4 x 3 pixels are 2 x 6 mm: 12 x 3 pixels make a square
  EXPECT_EQ(tumour_rectangles(example(), options)[0].rectangle, (Rectangle{4, 6, 16, 9}));
  options.square = false;
  options.min_size_mm = 8;  // 16 x 4 pixels
  EXPECT_EQ(tumour_rectangles(example(), options)[0].rectangle, (Rectangle{2, 6, 18, 10}));
  options.min_size_mm = 1000;
  EXPECT_EQ(tumour_rectangles(example(), options)[0].rectangle, (Rectangle{0, 0, 20, 16}));
  auto corner = example();
  corner.labels[(3 * 16 + 15) * 20 + 19] = background;
  options.min_size_mm = 4;  // 8 x 2 pixels, moved into the image
  EXPECT_EQ(tumour_rectangles(corner, options)[2].rectangle, (Rectangle{0, 0, 8, 2}));
}

}  // namespace
}  // namespace residuum::imaging
