#include "stats/rank_correlation.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

// R 4.2: cor(c(3, 1, 4, 1, 5, 9, 2, 6), c(2, 7, 1, 8, 2, 8, 1, 8), method = "spearman"), and a pair without
// ties, whose 1 - 6 sum(d^2) / (n (n^2 - 1)) is 1 - 6 * 8 / 60.
TEST(RankCorrelation, IsRs) {
  EXPECT_NEAR(rank_correlation({3, 1, 4, 1, 5, 9, 2, 6}, {2, 7, 1, 8, 2, 8, 1, 8}), 0.19885368121, 1e-9);
  EXPECT_NEAR(rank_correlation({1, 2, 3, 4}, {3, 1, 4, 2}), 0, 1e-12);
  EXPECT_NEAR(rank_correlation({1, 2, 3, 4}, {2, 1, 4, 3}), 0.6, 1e-12);
}

TEST(RankCorrelation, SeesOrderAlone) {
  EXPECT_DOUBLE_EQ(rank_correlation({1, 2, 3}, {10, 1000, 1e9}), 1);
  EXPECT_DOUBLE_EQ(rank_correlation({1, 2, 3}, {0, -1, -7}), -1);
  EXPECT_EQ(rank_correlation({1, 1, 1}, {1, 2, 3}), 0);
}

TEST(RankCorrelation, RefusesWhatHasNone) {
  test::expect_error([] { rank_correlation({1}, {1}); }, {"two pairs"});
  test::expect_error([] { rank_correlation({1, 2}, {1, 2, 3}); }, {"2 and 3"});
  test::expect_error(
      [] {
        rank_correlation({1, std::numeric_limits<double>::quiet_NaN()}, {1, 2});
      },
      {"finite"});
}

}  // namespace
}  // namespace residuum::stats
