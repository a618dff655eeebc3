#include "imaging/slice.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "expect_error.h"

namespace residuum::imaging {
namespace {

std::vector<float> ramp(std::size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 0.0F);
  return values;
}

void expect_pixels(const Slice& slice, const std::vector<float>& wanted) {
  ASSERT_EQ(slice.pixels.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(slice.pixels[i], wanted[i], 1e-4) << i;
}

TEST(Resize, SameSizeIsTheSame) {
  const auto pixels = ramp(35);
  EXPECT_EQ(resize(pixels, 7, 5, 7, 5).pixels, pixels);
}

// Golden: numpy.arange(48).reshape(6, 8).reshape(2, 3, 4, 2).mean(axis=(1, 3)).
TEST(Resize, ShrinksByMeansOfBlocks) {
  expect_pixels(resize(ramp(48), 8, 6, 4, 2), {8.5, 10.5, 12.5, 14.5, 32.5, 34.5, 36.5, 38.5});
}

// Golden: by hand; new pixels 5/3 wide over 0 1 2 3 4: (0 + 1 * 2/3) / (5/3) ...
TEST(Resize, ShrinksByAFractionWithPartsOfPixels) {
  expect_pixels(resize(ramp(5), 5, 1, 3, 1), {0.4F, 2, 3.6F});
}

// Golden: torch.nn.functional.interpolate(torch.arange(6.).reshape(1, 1, 2, 3), size=(4, 5),
// mode="bilinear").
TEST(Resize, EnlargesAsTorchsBilinearDoes) {
  expect_pixels(resize(ramp(6), 3, 2, 5, 4),
                {0,     0.4F,  1,     1.6F,  2,     0.75F, 1.15F, 1.75F, 2.35F, 2.75F,
                 2.25F, 2.65F, 3.25F, 3.85F, 4.25F, 3,     3.4F,  4,     4.6F,  5});
}

TEST(Resize, EnlargesASinglePixel) {
  expect_pixels(resize(std::vector<float>{3}, 1, 1, 2, 2), {3, 3, 3, 3});
}

TEST(Resize, TakesEachAxisByItself) {  // columns shrink, rows grow
  expect_pixels(resize(ramp(8), 4, 2, 2, 4), {0.5, 2.5, 1.5, 3.5, 3.5, 5.5, 4.5, 6.5});
}

TEST(Resize, KeepsTheMeanAndFallsIntoNoAliasing) {
  std::vector<float> stripes(97 * 61);
  for (std::size_t i = 0; i < stripes.size(); ++i) stripes[i] = static_cast<float>(i % 97 % 2);
  const auto small = resize(stripes, 97, 61, 16, 9);
  const auto mean = [](const std::vector<float>& v) {
    return std::accumulate(v.begin(), v.end(), 0.0) / v.size();
  };
  EXPECT_NEAR(mean(small.pixels), mean(stripes), 1e-5);
  for (const float value : small.pixels) EXPECT_NEAR(value, 0.5, 0.1);
}

TEST(Crop, CutsTheRectangle) {
  expect_pixels(crop(ramp(48), 8, 6, {2, 1, 5, 3}, 3, 2), {10, 11, 12, 18, 19, 20});
  expect_pixels(crop(ramp(48), 8, 6, {4, 2, 8, 6}, 1, 1), {33.5});
}

TEST(Crop, RefusesRectanglesThatAreEmptyOrLeaveTheSlice) {
  for (const Rectangle& bad : {Rectangle{2, 1, 2, 3}, {3, 1, 2, 3}, {0, 0, 9, 6}, {0, 0, 8, 7}}) {
    test::expect_error([&] { crop(ramp(48), 8, 6, bad, 4, 4); }, {"rectangle", "8 x 6"});
  }
}

}  // namespace
}  // namespace residuum::imaging
