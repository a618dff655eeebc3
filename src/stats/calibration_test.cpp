// Golden numbers: R 4.2.2; the call stands beside each, p and y being the data below.
#include "stats/calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/random.h"
#include "expect_error.h"

namespace residuum::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> p{.1, .4, .35, .8, .45, .7, .2, .9, .55, .6, .15, .25};
const std::vector<int> y{0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1};

// k <- floor(p * 4); pb <- tapply(p, k, mean); yb <- tapply(y, k, mean); n <- table(k); c(sum(n * (pb -
// yb)^2) / 12, sum(n * (yb - mean(y))^2) / 12, mean(y) * (1 - mean(y)), mean((p - y)^2))
TEST(BrierDecomposition, AgreesWithR) {
  const auto parts = brier_decomposition(p, y, 4);
  EXPECT_NEAR(parts.reliability, 0.0163020833333333, 1e-12);
  EXPECT_NEAR(parts.resolution, 0.1111111111111111, 1e-12);
  EXPECT_NEAR(parts.uncertainty, 0.25, 1e-12);
  EXPECT_NEAR(parts.brier, 0.1685416666666667, 1e-12);
  EXPECT_EQ(parts.bins, 4);
}

TEST(BrierDecomposition, AddsUp) {
  for (const int bins : {1, 4, 10, 1000}) {
    const auto parts = brier_decomposition(p, y, bins);
    EXPECT_NEAR(parts.brier, parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins,
                1e-12);
  }
  EXPECT_NEAR(brier_decomposition(p, y, 1000).within_bins, 0, 1e-12);  // every probability has its own bin
  const auto one_class = brier_decomposition({.2, .4}, {0, 0});
  EXPECT_EQ(one_class.uncertainty, 0);
  EXPECT_EQ(one_class.resolution, 0);
  EXPECT_EQ(brier_decomposition({.25}, {1}).brier, 0.5625);
}

// summary(glm(y ~ qlogis(p), family = binomial)), summary(glm(y ~ offset(qlogis(p)), family = binomial)),
// made twice as in logistic_test.cpp
TEST(CalibrationLine, AgreesWithR) {
  const auto line = calibration_line(p, y);
  EXPECT_NEAR(line.slope.value, 1.370399580506266, 1e-9);
  EXPECT_NEAR(line.slope.standard_error, 0.8036564789055295, 1e-9);
  EXPECT_NEAR(line.slope.low, 1.370399580506266 - 1.959963984540054 * 0.8036564789055295, 1e-8);
  EXPECT_NEAR(line.intercept.value, 0.352327803035985, 1e-9);
  EXPECT_NEAR(line.intercept.standard_error, 0.7592031437676077, 1e-9);
  EXPECT_NEAR(line.in_the_large.value, 0.245202691142511, 1e-9);
  EXPECT_NEAR(line.in_the_large.standard_error, 0.666141751371632, 1e-9);
  EXPECT_EQ(line.clipped, 0);
}

TEST(CalibrationLine, FindsOverconfidence) {
  Random random(3);
  std::vector<double> told;
  std::vector<int> labels;
  for (int i = 0; i < 5000; ++i) {
    const double truth = random.normal();
    labels.push_back(random.chance(1 / (1 + std::exp(-truth))));
    told.push_back(1 / (1 + std::exp(-2 * truth)));
  }
  const auto line = calibration_line(told, labels);
  EXPECT_NEAR(line.slope.value, 0.5, 0.05);
  EXPECT_LT(line.slope.high, 1);
  EXPECT_NEAR(line.intercept.value, 0, 0.1);
}

TEST(CalibrationLine, CountsProbabilitiesThatItClips) {
  auto certain = p;
  certain[0] = 0;
  certain[7] = 1;
  const auto line = calibration_line(certain, y);
  EXPECT_EQ(line.clipped, 2);
  EXPECT_TRUE(std::isfinite(line.slope.value));
}

TEST(CalibrationLine, RefusesWhatHasNone) {
  test::expect_error([] { calibration_line({.1, .2}, {0, 0}); }, {"calibration line", "alike"});
  test::expect_error([] { calibration_line({.3}, {1}); }, {"calibration line", "alike"});
  test::expect_error(
      [] {
        calibration_line({.3, .3, .3}, {1, 0, 1});
      },
      {"column 1", "the same in every row"});
  test::expect_error(
      [] {
        calibration_line({.1, .2, .8, .9}, {0, 0, 1, 1});
      },
      {"separated"}, ErrorKind::failure);
  test::expect_error([] { calibration_line(p, y, nan); }, {"confidence"});
}

// d <- abs(fitted(loess(y ~ p, control = loess.control(surface = "direct"))) - p); c(mean(d), quantile(d,
// c(.5, .9)), max(d))
TEST(CalibrationDistance, AgreesWithR) {
  const auto distance = calibration_distance(p, y);
  EXPECT_NEAR(distance.ici, 0.196812131458099, 1e-10);
  EXPECT_NEAR(distance.e50, 0.210970499350313, 1e-10);
  EXPECT_NEAR(distance.e90, 0.314630506855991, 1e-10);
  EXPECT_NEAR(distance.emax, 0.375649523077249, 1e-10);
}

TEST(CalibrationDistance, IsDefinedWhereProbabilitiesOrOutcomesAreAlike) {
  EXPECT_NEAR(calibration_distance({.3, .3, .3, .3}, {1, 0, 1, 1}).ici, 0.45, 1e-12);
  const auto one_class = calibration_distance({.1, .2, .3, .4, .5}, {0, 0, 0, 0, 0});
  EXPECT_NEAR(one_class.ici, 0.3, 1e-9);
  EXPECT_NEAR(one_class.emax, 0.5, 1e-9);
  test::expect_error([] { calibration_distance({.1, .2, .3}, {0, 1, 1}); }, {"3 patients", "needs 4"});
}

// g <- cut(p, unique(quantile(p, (0:4) / 4)), include.lowest = TRUE); o <- tapply(y, g, sum); e <- tapply(p,
// g, sum); n <- table(g); s <- sum((o - e)^2 / e + (e - o)^2 / (n - e)); pchisq(s, c(4, 2), lower = FALSE)
TEST(HosmerLemeshow, AgreesWithR) {
  const auto test = hosmer_lemeshow(p, y, FittedOn::other_patients, 4);
  EXPECT_NEAR(test.statistic, 3.261554621848740, 1e-10);
  EXPECT_NEAR(test.p, 0.515046571186751, 1e-10);
  EXPECT_EQ(test.groups, 4);
  EXPECT_EQ(test.degrees_of_freedom, 4);
  const auto fitted = hosmer_lemeshow(p, y, FittedOn::these_patients, 4);
  EXPECT_NEAR(fitted.p, 0.195777335104726, 1e-10);
  EXPECT_EQ(fitted.degrees_of_freedom, 2);
}

TEST(HosmerLemeshow, TakesCertaintiesThatCameTrueAndRefusesOthers) {
  const auto test = hosmer_lemeshow({0, 0, .5, .5, 1, 1}, {0, 0, 0, 1, 1, 1}, FittedOn::other_patients, 3);
  EXPECT_EQ(test.statistic, 0);
  EXPECT_EQ(test.p, 1);
  test::expect_error(
      [] {
        hosmer_lemeshow({0, 0, .5, .5}, {0, 1, 0, 1}, FittedOn::other_patients, 2);
      },
      {"group 1", "probability 0"});
  EXPECT_EQ(hosmer_lemeshow({.5}, {1}, FittedOn::other_patients).groups, 1);
  test::expect_error(
      [] {
        hosmer_lemeshow({.5, .5, .6}, {1, 0, 1}, FittedOn::these_patients);
      },
      {"no degree of freedom"});
}

TEST(CalibrationCurve, HasSmoothPointsAndGroupsWithIntervals) {
  const auto curve = calibration_curve(p, y, 4, 3);
  ASSERT_EQ(curve.smooth.size(), 3u);
  EXPECT_EQ(curve.smooth[0].predicted, .1);
  EXPECT_EQ(curve.smooth[2].predicted, .9);
  EXPECT_NEAR(curve.smooth[1].observed, 0.105298356575160, 1e-10);  // as in loess_test.cpp
  ASSERT_EQ(curve.groups.size(), 4u);
  EXPECT_NEAR(curve.groups[0].mean_probability, .15, 1e-12);
  EXPECT_EQ(curve.groups[1].observed.count, 2);
  EXPECT_EQ(curve.groups[1].observed.total, 3);
  EXPECT_EQ(curve.groups[1].observed.low, wilson(2, 3).low);
  EXPECT_TRUE(calibration_curve({.3}, {1}).smooth.empty());
  EXPECT_EQ(calibration_curve({.3}, {1}).groups.size(), 1u);
  test::expect_error([] { calibration_curve(p, y, 4, 1); }, {"1 points"});
  test::expect_error([] { calibration_curve(p, y, 4, 10, 1); }, {"confidence"});
}

TEST(Calibration, RefusesWhatIsNoProbability) {
  using Work = void (*)(const std::vector<double>&, const std::vector<int>&);
  for (const Work run : {Work([](auto&a, auto&b) { brier_decomposition(a, b); }),
                         Work([](auto&a, auto&b) { calibration_line(a, b); }),
                         Work([](auto&a, auto&b) { calibration_distance(a, b); }),
                         Work([](auto&a, auto&b) { hosmer_lemeshow(a, b, FittedOn::other_patients); }),
                         Work([](auto&a, auto&b) { calibration_curve(a, b); })}) {
    test::expect_error([&] { run({}, {}); }, {"no probability"});
    test::expect_error([&] { run({.1}, {0, 1}); }, {"1 probabilities for 2 labels"});
    test::expect_error([&] { run({.1, nan, .2}, {0, 1, 0}); }, {"probability 2"});
    test::expect_error([&] { run({.1, -.1}, {0, 1}); }, {"probability 2"});
    test::expect_error([&] { run({.1, .2}, {0, 2}); }, {"label 2 is 2"});
  }
}

}  // namespace
}  // namespace residuum::stats
