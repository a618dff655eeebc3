#include "stats/describe.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

TEST(Quantile, AgreesWithR) {
  const std::vector<double> values{9, 1, 4, 7,
                                   2};  // R 4.2.2: quantile(c(9, 1, 4, 7, 2), c(0, .1, .25, .5, 1))
  EXPECT_DOUBLE_EQ(quantile(values, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(values, 0.1), 1.4);
  EXPECT_DOUBLE_EQ(quantile(values, 0.25), 2);
  EXPECT_DOUBLE_EQ(quantile(values, 0.5), 4);
  EXPECT_DOUBLE_EQ(quantile(values, 1), 9);
  EXPECT_DOUBLE_EQ(quantile({3}, 0.75), 3);
}

// R 4.2.2: x <- c(1, 2, 2, 3, 10); d <- x - mean(x); mean(d^3) / mean(d^2)^1.5 * sqrt(20) / 3
TEST(Skewness, AgreesWithItsFormulaInR) {
  EXPECT_NEAR(skewness({1, 2, 2, 3, 10}), 2.02869910208033, 1e-12);
  EXPECT_NEAR(skewness({1, 2, 3, 4, 5}), 0, 1e-12);
  EXPECT_EQ(skewness({4, 4, 4}), 0);
  EXPECT_EQ(skewness({4, 5}), 0);
}

TEST(Describe, RefusesWhatCannotBe) {
  test::expect_error([] { quantile({}, 0.5); }, {"no value"});
  test::expect_error([] { quantile({1}, 1.5); }, {"share 1.5"});
  test::expect_error([] { skewness({1, std::numeric_limits<double>::infinity()}); }, {"value 2"});
}

}  // namespace
}  // namespace residuum::stats
