// Golden numbers: R 4.2.2 with pROC 1.18.0, roc.test(roc(labels, first, direction = "<"), roc(labels, second,
// ...), method = "delong"); further data in tests/oracle_roc_tests_test.cpp.
#include "stats/roc_tests.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

const std::vector<double> first{.1, .4, .35, .8, .4, .7, .2, .9, .55, .4};
const std::vector<double> second{.3, .2, .6, .5, .5, .9, .1, .4, .7, .8};
const std::vector<int> labels{0, 0, 1, 1, 0, 1, 0, 1, 0, 1};

// roc.test(paired = TRUE)
TEST(DelongPaired, AgreesWithProc) {
  const auto test = delong_paired(first, second, labels);
  EXPECT_NEAR(test.first.value, 0.8, 1e-12);
  EXPECT_NEAR(test.second.value, 0.82, 1e-12);
  EXPECT_NEAR(test.difference, -0.02, 1e-12);
  EXPECT_NEAR(test.statistic, -0.107211253483779, 1e-12);
  EXPECT_NEAR(test.p, 0.914621387899688, 1e-12);
  EXPECT_NEAR(test.low, -0.385626540284148, 1e-12);
  EXPECT_NEAR(test.high, 0.345626540284148, 1e-12);
  EXPECT_EQ(test.degrees_of_freedom, 0);
}

// roc.test(paired = FALSE)
TEST(DelongUnpaired, AgreesWithProc) {
  const auto test = delong_unpaired(first, labels, second, labels);
  EXPECT_NEAR(test.statistic, -0.0955636965134989, 1e-12);
  EXPECT_NEAR(test.degrees_of_freedom, 17.9547023834283088, 1e-10);
  EXPECT_NEAR(test.p, 0.9249256219632597, 1e-12);
  // -0.02 -+ qt(.975, 17.9547023834283088) * 0.02 / 0.0955636965134989
  EXPECT_NEAR(test.low, -0.459769935647, 1e-10);
  EXPECT_NEAR(test.high, 0.419769935647, 1e-10);
}

TEST(DelongTests, OfOneCurveWithItselfSayEqual) {
  const auto paired = delong_paired(first, first, labels);
  EXPECT_EQ(paired.difference, 0);
  EXPECT_EQ(paired.standard_error, 0);
  EXPECT_EQ(paired.p, 1);
  EXPECT_EQ(delong_unpaired(first, labels, first, labels).p, 1);
}

TEST(DelongTests, OfTwoPerfectCurvesSayEqual) {
  const std::vector<double> low{.1, .2, .8, .9}, high{1, 2, 3, 4};
  const std::vector<int> classes{0, 0, 1, 1};
  const auto paired = delong_paired(low, high, classes);
  EXPECT_EQ(paired.statistic, 0);
  EXPECT_EQ(paired.p, 1);
  const auto unpaired = delong_unpaired(low, classes, high, classes);
  EXPECT_EQ(unpaired.p, 1);
  EXPECT_EQ(unpaired.degrees_of_freedom, 6);
  EXPECT_EQ(unpaired.low, 0);
}

TEST(DelongTests, RefuseADifferenceWithoutVariance) {
  const std::vector<double> up{.1, .2, .8, .9}, down{.9, .8, .2, .1};
  const std::vector<int> classes{0, 0, 1, 1};
  test::expect_error([&] { delong_paired(up, down, classes); }, {"1.000 and 0.000", "no variance"});
  test::expect_error([&] { delong_unpaired(up, classes, down, classes); }, {"no variance"});
}

TEST(DelongTests, RefuseWhatHasNoVarianceOrCurve) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> three{.1, .2, .3};
  test::expect_error([&] { delong_paired(three, three, {0, 0, 1}); }, {"1 positive and 2 negative", "two"});
  test::expect_error(
      [&] {
        delong_unpaired(first, labels, three, {0, 1, 1});
      },
      {"2 positive and 1 negative"});
  test::expect_error([&] { delong_unpaired({.1}, {1}, three, {0, 1, 1}); }, {"both classes"});
  test::expect_error([&] { delong_paired(three, three, {1, 1, 1}); }, {"both classes"});
  test::expect_error([&] { delong_paired(three, {.1, nan, .2}, {0, 1, 1}); }, {"score 2"});
  test::expect_error([&] { delong_paired(first, three, labels); }, {"3 scores for 10 labels"});
  test::expect_error([&] { delong_paired(first, second, labels, 1); }, {"confidence"});
  test::expect_error([&] { delong_unpaired(first, labels, second, labels, nan); }, {"confidence"});
}

}  // namespace
}  // namespace residuum::stats
