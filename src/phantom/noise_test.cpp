#include "phantom/noise.h"

#include <gtest/gtest.h>

#include <cmath>

namespace residuum::phantom {
namespace {

TEST(Noise, HasMeanZeroAndUnitSpread) {
  const Noise noise(7);
  for (const bool fractal : {false, true}) {
    double n = 0, sum = 0, squares = 0;
    for (int i = 0; i < 40000; ++i) {
      const auto t = static_cast<float>(i);
      const float value = fractal ? noise.fractal(t * 0.731F, t * 0.377F, t * 0.191F)
                                  : noise.at(t * 0.731F, t * 0.377F, t * 0.191F);
      n += 1;
      sum += value;
      squares += value * value;
    }
    EXPECT_NEAR(sum / n, 0, 0.05);
    EXPECT_NEAR(std::sqrt(squares / n), 1, 0.08);
  }
}

TEST(Noise, IsContinuousAcrossLatticeCellsAndNegativePositions) {
  const Noise noise(7);
  for (const float x : {-3.0F, 0.0F, 5.0F, 31.0F, 32.0F}) {
    EXPECT_NEAR(noise.at(x - 1e-3F, 0.4F, -0.3F), noise.at(x + 1e-3F, 0.4F, -0.3F), 0.02) << x;
  }
}

TEST(Noise, DependsOnItsSeed) {
  EXPECT_EQ(Noise(1).at(0.3F, 4.2F, 1.1F), Noise(1).at(0.3F, 4.2F, 1.1F));
  EXPECT_NE(Noise(1).at(0.3F, 4.2F, 1.1F), Noise(2).at(0.3F, 4.2F, 1.1F));
}

}  // namespace
}  // namespace residuum::phantom
