// Golden numbers: R 4.2.2, to all digits it prints; the call stands beside each.
#include "stats/rates.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

void expect_interval(const Proportion& proportion, double low, double high) {
  EXPECT_NEAR(proportion.low, low, 1e-12);
  EXPECT_NEAR(proportion.high, high, 1e-12);
}

// prop.test(count, total, correct = FALSE, conf.level = confidence)$conf.int
TEST(Wilson, AgreesWithR) {
  expect_interval(wilson(39, 65), 0.478559993482405, 0.710279700253024);
  expect_interval(wilson(58, 69), 0.736655182851804, 0.908581757222320);
  expect_interval(wilson(0, 10), 0, 0.277532799862889);
  expect_interval(wilson(10, 10), 0.722467200137111, 1);
  expect_interval(wilson(1, 3, 0.9), 0.0782657263337284, 0.7464661317187757);
  EXPECT_DOUBLE_EQ(wilson(39, 65).value, 0.6);
}

TEST(Wilson, KnowsNothingOfNothing) {
  const auto proportion = wilson(0, 0);
  EXPECT_EQ(proportion.value, 0);
  expect_interval(proportion, 0, 1);
}

TEST(Wilson, RefusesWhatIsNoProportion) {
  test::expect_error([] { wilson(4, 3); }, {"4 of 3"});
  test::expect_error([] { wilson(-1, 3); }, {"-1 of 3"});
  for (const double confidence : {0.0, 1.0, -0.5, nan}) {
    test::expect_error([&] { wilson(1, 3, confidence); }, {"confidence"});
  }
}

// binom.test(count, total, conf.level = confidence)$conf.int
TEST(ClopperPearson, AgreesWithR) {
  expect_interval(clopper_pearson(39, 65), 0.470978908953372, 0.719600358132854);
  expect_interval(clopper_pearson(0, 10), 0, 0.308497107818761);
  expect_interval(clopper_pearson(10, 10), 0.691502892181239, 1);
  expect_interval(clopper_pearson(1, 3, 0.9), 0.0169524275084415, 0.8646496378284162);
  EXPECT_DOUBLE_EQ(clopper_pearson(39, 65).value, 0.6);
}

TEST(ClopperPearson, OfOneAndOfNothing) {
  expect_interval(clopper_pearson(1, 1), 0.025, 1);
  expect_interval(clopper_pearson(0, 1), 0, 0.975);
  expect_interval(clopper_pearson(0, 0), 0, 1);
}

TEST(ClopperPearson, RefusesWhatIsNoProportion) {
  test::expect_error([] { clopper_pearson(4, 3); }, {"4 of 3"});
  test::expect_error([] { clopper_pearson(-1, 3); }, {"-1 of 3"});
  test::expect_error([] { clopper_pearson(1, 3, nan); }, {"confidence"});
}

TEST(Confusion, CallsPositiveAtTheThreshold) {
  const auto counts = confusion({0.2, 0.5, 0.5, 0.9, 0.4}, {0, 0, 1, 1, 1}, 0.5);
  EXPECT_EQ(counts.true_negative, 1);
  EXPECT_EQ(counts.false_positive, 1);
  EXPECT_EQ(counts.true_positive, 2);
  EXPECT_EQ(counts.false_negative, 1);
}

TEST(Confusion, RatesDivideByTheirOwnMargin) {
  const Confusion counts{.true_positive = 30, .false_positive = 7, .true_negative = 20, .false_negative = 3};
  EXPECT_DOUBLE_EQ(counts.accuracy().value, 50.0 / 60);
  EXPECT_DOUBLE_EQ(counts.sensitivity().value, 30.0 / 33);
  EXPECT_DOUBLE_EQ(counts.specificity().value, 20.0 / 27);
  EXPECT_DOUBLE_EQ(counts.ppv().value, 30.0 / 37);
  EXPECT_DOUBLE_EQ(counts.npv().value, 20.0 / 23);
  EXPECT_EQ(counts.npv().total, 23);
}

TEST(Confusion, TakesInfiniteThresholdsAndNoScores) {
  EXPECT_EQ(confusion({0.2, 0.9}, {0, 1}, infinity).false_negative, 1);
  EXPECT_EQ(confusion({0.2, 0.9}, {0, 1}, -infinity).false_positive, 1);
  EXPECT_EQ(confusion({}, {}, 0.5).accuracy().total, 0);
}

TEST(Confusion, RefusesWhatIsNoScoreOrLabel) {
  test::expect_error([] { confusion({0.1}, {0, 1}, 0.5); }, {"1 scores for 2 labels"});
  test::expect_error([] { confusion({0.1, nan}, {0, 1}, 0.5); }, {"score 2"});
  test::expect_error([] { confusion({0.1, infinity}, {0, 1}, 0.5); }, {"score 2"});
  test::expect_error([] { confusion({0.1}, {2}, 0.5); }, {"label 1 is 2"});
  test::expect_error([] { confusion({0.1}, {1}, nan); }, {"threshold"});
}

// mean((s - l)^2)
TEST(Brier, AgreesWithR) {
  EXPECT_NEAR(brier({.1, .4, .35, .8, .4, .7, .2, .9, .55, .4}, {0, 0, 1, 1, 0, 1, 0, 1, 0, 1}), 0.1595,
              1e-12);
  EXPECT_EQ(brier({1, 0}, {1, 0}), 0);
  EXPECT_EQ(brier({0.5}, {1}), 0.25);
}

TEST(Brier, RefusesWhatIsNoProbability) {
  test::expect_error([] { brier({}, {}); }, {"no probability"});
  test::expect_error([] { brier({0.1}, {0, 1}); }, {"1 probabilities for 2 labels"});
  test::expect_error([] { brier({0.1, 1.01}, {0, 1}); }, {"probability 2"});
  test::expect_error([] { brier({nan}, {0}); }, {"probability 1"});
  test::expect_error([] { brier({0.1}, {-1}); }, {"label 1 is -1"});
}

// chisq.test(matrix(c(a, b, c, d), 2, byrow = TRUE), correct = FALSE)$p.value
TEST(Pearson, AgreesWithR) {
  EXPECT_NEAR(pearson_p(58, 11, 39, 26), 0.00185075639378566, 1e-12);
  EXPECT_NEAR(pearson_p(1, 9, 8, 2), 0.00165369516370034, 1e-12);
  EXPECT_NEAR(pearson_p(134, 76, 162, 52), 0.00765890404674804, 1e-12);
  EXPECT_EQ(pearson_p(5, 5, 5, 5), 1);
}

TEST(Pearson, IsOneWhereAMarginIsEmpty) {
  EXPECT_EQ(pearson_p(0, 0, 3, 4), 1);
  EXPECT_EQ(pearson_p(0, 3, 0, 4), 1);
  EXPECT_EQ(pearson_p(0, 0, 0, 0), 1);
}

TEST(Pearson, TakesLargeCountsAndRefusesNegativeOnes) {
  const int large = std::numeric_limits<int>::max();
  EXPECT_EQ(pearson_p(large, large, large, large), 1);
  EXPECT_EQ(pearson_p(large, 0, 0, large), 0);
  test::expect_error([] { pearson_p(1, -1, 2, 3); }, {"negative"});
}

// binom.test(b, b + c)$p.value
TEST(McNemar, AgreesWithR) {
  EXPECT_NEAR(mcnemar_exact_p(26, 7), 0.00131872715428472, 1e-12);
  EXPECT_NEAR(mcnemar_exact_p(7, 26), 0.00131872715428472, 1e-12);
  EXPECT_NEAR(mcnemar_exact_p(0, 5), 0.0625, 1e-12);
  EXPECT_EQ(mcnemar_exact_p(3, 3), 1);
  EXPECT_EQ(mcnemar_exact_p(0, 1), 1);
}

TEST(McNemar, IsOneWithoutDiscordantPairs) {
  EXPECT_EQ(mcnemar_exact_p(0, 0), 1);
  test::expect_error([] { mcnemar_exact_p(-1, 3); }, {"negative"});
}

}  // namespace
}  // namespace residuum::stats
