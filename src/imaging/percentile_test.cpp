#include "imaging/percentile.h"

#include <gtest/gtest.h>

namespace residuum::imaging {
namespace {

// Golden: numpy.percentile([15, 20, 35, 40, 50], [0, 5, 30, 40, 99.5, 100]).
TEST(Percentile, IsNumpysDefault) {
  const std::vector<float> values{40, 15, 50, 20, 35};
  EXPECT_DOUBLE_EQ(percentile(values, 0), 15);
  EXPECT_DOUBLE_EQ(percentile(values, 0.05), 16);
  EXPECT_DOUBLE_EQ(percentile(values, 0.3), 23);
  EXPECT_DOUBLE_EQ(percentile(values, 0.4), 29);
  EXPECT_DOUBLE_EQ(percentile(values, 0.995), 49.8);
  EXPECT_DOUBLE_EQ(percentile(values, 1), 50);
}

TEST(Percentile, OfOneValueIsThatValue) {
  EXPECT_DOUBLE_EQ(percentile(std::vector<float>{7}, 0.5), 7);
}

}  // namespace
}  // namespace residuum::imaging
