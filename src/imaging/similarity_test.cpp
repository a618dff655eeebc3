#include "imaging/similarity.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::imaging {
namespace {

Slice picture(std::size_t width, std::size_t height, float (*value)(std::size_t x, std::size_t y)) {
  Slice slice{width, height, {}};
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) slice.pixels.push_back(value(x, y));
  }
  return slice;
}

TEST(StructuralSimilarity, OfAPictureWithItselfIsOne) {
  const auto one =
      picture(20, 16, [](std::size_t x, std::size_t y) { return static_cast<float>(x * y % 7) / 7; });
  EXPECT_NEAR(structural_similarity(one, one), 1, 1e-12);
}

// Without variance the structure is alike, and what remains are the means: (2 * 0.25 * 0.5 + c) / (0.0625 +
// 0.25 + c).
TEST(StructuralSimilarity, OfTwoGreysIsTheirMeansAlone) {
  const auto dark = picture(11, 11, [](std::size_t, std::size_t) { return 0.25F; });
  const auto light = picture(11, 11, [](std::size_t, std::size_t) { return 0.5F; });
  EXPECT_NEAR(structural_similarity(dark, light), (0.25 + 1e-4) / (0.3125 + 1e-4), 1e-9);
}

TEST(StructuralSimilarity, OfANegativeIsNegative) {
  const auto stripes =
      picture(24, 24, [](std::size_t x, std::size_t) { return x / 2 % 2 == 0 ? 0.2F : 0.8F; });
  const auto turned =
      picture(24, 24, [](std::size_t x, std::size_t) { return x / 2 % 2 == 0 ? 0.8F : 0.2F; });
  EXPECT_LT(structural_similarity(stripes, turned), -0.8);
}

TEST(StructuralSimilarity, RefusesOtherSizes) {
  const auto small = picture(10, 12, [](std::size_t, std::size_t) { return 0.F; });
  const auto other = picture(12, 12, [](std::size_t, std::size_t) { return 0.F; });
  test::expect_error([&] { structural_similarity(small, small); }, {"10 x 12", "11"});
  test::expect_error([&] { structural_similarity(small, other); }, {"12 x 12"});
}

}  // namespace
}  // namespace residuum::imaging
