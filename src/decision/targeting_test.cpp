#include "decision/targeting.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::decision {
namespace {

// Benefits 4, 2, 0, -2 in order of priority: means of the first k less the mean of all (1): 3, 2, 1, 0.
TEST(Targeting, AgreesWithTheFormulaByHand) {
  const auto result = target({0.9, 0.7, 0.5, 0.3}, {4, 2, 0, -2});
  ASSERT_EQ(result.curve.size(), 4u);
  EXPECT_DOUBLE_EQ(result.curve[0].gain, 3);
  EXPECT_DOUBLE_EQ(result.curve[2].treated, 0.75);
  EXPECT_DOUBLE_EQ(result.curve[3].gain, 0);
  EXPECT_DOUBLE_EQ(result.autoc, (3 + 2 + 1 + 0) / 4.0);
  EXPECT_DOUBLE_EQ(result.qini, (0.25 * 3 + 0.5 * 2 + 0.75 * 1) / 4.0);
}

TEST(Targeting, ARankingThatTellsNothingGainsNothing) {
  const auto result = target({1, 1, 1, 1}, {4, 2, 0, -2});
  EXPECT_DOUBLE_EQ(result.autoc, 0);
  EXPECT_DOUBLE_EQ(result.qini, 0);
}

TEST(Targeting, TheWrongOrderLoses) {
  EXPECT_LT(target({1, 2, 3, 4}, {4, 2, 0, -2}).autoc, 0);
}

TEST(Targeting, CountsByWeight) {
  const auto weighted = target({0.9, 0.7, 0.5}, {4, 2, -3}, {1, 2, 0});
  const auto drawn = target({0.9, 0.7, 0.7}, {4, 2, 2});
  EXPECT_EQ(weighted.curve.size(), 2u);
  EXPECT_DOUBLE_EQ(weighted.curve[1].gain, drawn.curve[2].gain);
}

TEST(Targeting, RefusesWhatIsNoRanking) {
  test::expect_error([] { target({}, {}); }, {"0 priorities"});
  test::expect_error([] { target({1}, {1, 2}); }, {"2 benefits"});
  test::expect_error([] { target({1}, {1}, {0}); }, {"every weight is 0"});
  test::expect_error([] { target({0.0 / 0.0}, {1}); }, {"not finite"});
}

}  // namespace
}  // namespace residuum::decision
