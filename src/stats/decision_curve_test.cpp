#include "stats/decision_curve.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::stats {
namespace {

// R 4.2.2, with p and y as below, at t: mean(p >= t & y == 1) - mean(p >= t & y == 0) * t / (1 - t), and for
// all mean(y) - (1 - mean(y)) * t / (1 - t).
TEST(DecisionCurve, AgreesWithTheFormula) {
  const auto curve = decision_curve({0.9, 0.8, 0.6, 0.4, 0.1}, {1, 1, 0, 1, 0}, {0, 0.25, 0.5, 0.7});
  EXPECT_DOUBLE_EQ(curve[0].model, 0.6);
  EXPECT_DOUBLE_EQ(curve[0].all, 0.6);
  EXPECT_NEAR(curve[1].model, 0.533333333333333, 1e-12);
  EXPECT_NEAR(curve[1].all, 0.466666666666667, 1e-12);
  EXPECT_NEAR(curve[2].model, 0.2, 1e-12);
  EXPECT_NEAR(curve[2].all, 0.2, 1e-12);
  EXPECT_NEAR(curve[3].model, 0.4, 1e-12);
  EXPECT_NEAR(curve[3].all, -0.333333333333333, 1e-12);
}

TEST(DecisionCurve, RefusesWhatIsNoProbabilityOrThreshold) {
  test::expect_error([] { decision_curve({}, {}, {0.5}); }, {"0 probabilities"});
  test::expect_error([] { decision_curve({1.2}, {1}, {0.5}); }, {"probability 1"});
  test::expect_error([] { decision_curve({0.2}, {3}, {0.5}); }, {"label 1 is 3"});
  test::expect_error([] { decision_curve({0.2}, {1}, {1}); }, {"threshold 1"});
}

}  // namespace
}  // namespace residuum::stats
