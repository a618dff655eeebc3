// Golden numbers: R 4.2.2, wilcox.test(first, second).
#include "stats/rank_tests.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

std::vector<double> steps(double from, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(from + 0.1 * i);
  return values;
}

TEST(MannWhitney, IsExactForFewUntiedValues) {
  const auto test = mann_whitney({1.1, 2.2, 3.3, .4}, {2.5, 3.6, 4.7, 5.8, 0.9});
  EXPECT_TRUE(test.exact);
  EXPECT_EQ(test.statistic, 4);
  EXPECT_DOUBLE_EQ(test.superiority, 0.2);
  EXPECT_NEAR(test.p, 0.19047619047619, 1e-13);
  // wilcox.test(seq(0, 4.8, .1) + 1e-3, seq(1, 5.8, .1)): 49 values each
  const auto largest = mann_whitney(steps(0.001, 49), steps(1, 49));
  EXPECT_TRUE(largest.exact);
  EXPECT_NEAR(largest.p, 0.00258878336183869, 1e-13);
}

TEST(MannWhitney, IsNormalForManyOrTiedValues) {
  // wilcox.test(seq(0, 4.9, .1) + 1e-3, seq(1, 5.8, .1)): 50 and 49 values
  const auto many = mann_whitney(steps(0.001, 50), steps(1, 49));
  EXPECT_FALSE(many.exact);
  EXPECT_NEAR(many.p, 0.00464157378309151, 1e-13);
  // wilcox.test(c(1, 2, 2, 3), c(2, 3, 4, 5, 1))$p.value
  const auto tied = mann_whitney({1, 2, 2, 3}, {2, 3, 4, 5, 1});
  EXPECT_FALSE(tied.exact);
  EXPECT_NEAR(tied.p, 0.379079719907827, 1e-13);
}

TEST(MannWhitney, IsTheSameEitherWay) {
  const auto one = mann_whitney({1, 5, 6}, {2, 3, 4, 9}), other = mann_whitney({2, 3, 4, 9}, {1, 5, 6});
  EXPECT_EQ(one.p, other.p);
  EXPECT_EQ(one.statistic + other.statistic, 12);
}

TEST(MannWhitney, OfOneValueEachAndOfEqualValues) {
  EXPECT_EQ(mann_whitney({1}, {2}).p, 1);
  EXPECT_EQ(mann_whitney({1}, {1}).p, 1);
  EXPECT_EQ(mann_whitney(std::vector<double>(60, 3), std::vector<double>(70, 3)).p, 1);
  EXPECT_EQ(mann_whitney({3, 3}, {3}).superiority, 0.5);
}

TEST(MannWhitney, RefusesWhatIsNoSample) {
  test::expect_error([] { mann_whitney({}, {1}); }, {"0 and 1 values"});
  test::expect_error([] { mann_whitney({1}, {}); }, {"1 and 0 values"});
  test::expect_error(
      [] {
        mann_whitney({1}, {2, std::numeric_limits<double>::quiet_NaN()});
      },
      {"value 2 of the second"});
  test::expect_error([] { mann_whitney({std::numeric_limits<double>::infinity()}, {2}); },
                     {"value 1 of the first"});
}

}  // namespace
}  // namespace residuum::stats
