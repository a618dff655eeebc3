#include "stats/recalibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/random.h"
#include "expect_error.h"
#include "stats/logistic.h"
#include "stats/roc.h"

namespace residuum::stats {
namespace {

using Method = RecalibrationMethod;
constexpr Method fitted_methods[] = {Method::platt, Method::temperature, Method::isotonic};

struct Sample {
  std::vector<double> probabilities;
  std::vector<int> labels;
};

// What the model says has `slope` times the logit that would be true, moved by `shift`.
Sample miscalibrated(int count, double slope, double shift, std::uint64_t seed) {
  Random random(seed);
  Sample sample;
  for (int i = 0; i < count; ++i) {
    const double truth = random.normal(0, 1.5);
    sample.probabilities.push_back(inverse_logit(slope * truth + shift));
    sample.labels.push_back(random.chance(inverse_logit(truth)));
  }
  return sample;
}

// Finite, within 0..1 and never falling, from 0 to 1.
void expect_a_map(const Recalibration& map) {
  require_sound(map);
  double before = 0;
  for (int i = 0; i <= 1000; ++i) {
    const double calibrated = map(i / 1000.0);
    ASSERT_TRUE(calibrated >= before && calibrated <= 1) << "at " << i / 1000.0 << ": " << calibrated;
    before = calibrated;
  }
}

TEST(Recalibration, OfNoneIsTheProbabilityItself) {
  const auto map = fit_recalibration(Method::none, {0.2, 0.9}, {0, 0});
  EXPECT_EQ(map, Recalibration{});
  for (const double p : {0.0, 1e-12, 0.3, 1.0}) EXPECT_EQ(map(p), p);
}

TEST(Recalibration, UndoesAKnownDistortion) {
  const auto sample = miscalibrated(20000, 2.0, 0.8, 1);
  const auto platt = fit_recalibration(Method::platt, sample.probabilities, sample.labels);
  EXPECT_NEAR(platt.slope, 0.5, 0.02);  // truth = (logit - 0.8) / 2
  EXPECT_NEAR(platt.intercept, -0.4, 0.05);
  const auto unmoved = miscalibrated(20000, 2.0, 0, 2);
  const auto temperature = fit_recalibration(Method::temperature, unmoved.probabilities, unmoved.labels);
  EXPECT_NEAR(temperature.slope, 0.5, 0.02);
  EXPECT_EQ(temperature.intercept, 0);
  const auto isotonic = fit_recalibration(Method::isotonic, sample.probabilities, sample.labels);
  for (const double truth : {0.2, 0.5, 0.8})
    EXPECT_NEAR(isotonic(inverse_logit(2 * logit(truth) + 0.8)), truth, 0.05);
}

TEST(Recalibration, KeepsTheOrderOfPatients) {
  const auto sample = miscalibrated(300, 1.7, -0.5, 3);
  for (const auto method : fitted_methods) {
    const auto map = fit_recalibration(method, sample.probabilities, sample.labels);
    expect_a_map(map);
    if (method == Method::isotonic) continue;  // joins patients
    std::vector<double> calibrated;
    for (const double p : sample.probabilities) calibrated.push_back(map(p));
    EXPECT_EQ(auc(calibrated, sample.labels), auc(sample.probabilities, sample.labels));
  }
}

// By hand: 0.4 (event) stands above 0.5 and 0.6 (none): the three become 1/3; 0.2 stays 0, 0.9 stays 1.
TEST(Recalibration, IsotonicPoolsWhatFalls) {
  const auto map = fit_recalibration(Method::isotonic, {0.9, 0.6, 0.2, 0.4, 0.5}, {1, 0, 0, 1, 0});
  EXPECT_EQ(map.x, (std::vector<double>{0.2, 0.4, 0.6, 0.9}));
  EXPECT_EQ(map.y, (std::vector<double>{0, 1.0 / 3, 1.0 / 3, 1}));
  EXPECT_EQ(map(0.1), 0);
  EXPECT_DOUBLE_EQ(map(0.3), 1.0 / 6);
  EXPECT_EQ(map(0.45), 1.0 / 3);
  EXPECT_EQ(map(1), 1);
}

TEST(Recalibration, IsotonicTakesEqualProbabilitiesTogether) {
  const auto map = fit_recalibration(Method::isotonic, {0.3, 0.3, 0.3, 0.7}, {1, 0, 0, 1});
  EXPECT_EQ(map.x, (std::vector<double>{0.3, 0.7}));
  EXPECT_EQ(map.y, (std::vector<double>{1.0 / 3, 1}));
}

TEST(Recalibration, DoesNotDependOnTheOrderOfRows) {
  auto sample = miscalibrated(60, 1.3, 0.2, 4);
  const auto map = fit_recalibration(Method::isotonic, sample.probabilities, sample.labels);
  std::reverse(sample.probabilities.begin(), sample.probabilities.end());
  std::reverse(sample.labels.begin(), sample.labels.end());
  EXPECT_EQ(fit_recalibration(Method::isotonic, sample.probabilities, sample.labels), map);
}

// A model worse than chance is levelled out, not turned round.
TEST(Recalibration, NeverTurnsTheOrderRound) {
  const std::vector<double> p{0.1, 0.2, 0.3, 0.7, 0.8, 0.9, 0.95};
  const std::vector<int> labels{1, 1, 1, 0, 0, 0, 0};
  const auto platt = fit_recalibration(Method::platt, p, labels);
  EXPECT_EQ(platt.slope, 0);
  EXPECT_NEAR(platt(0.5), (3 * 4.0 / 5 + 4 * 1.0 / 6) / 7, 1e-12);  // the mean of Platt's targets
  EXPECT_EQ(fit_recalibration(Method::temperature, p, labels)(0.9), 0.5);
  EXPECT_DOUBLE_EQ(fit_recalibration(Method::isotonic, p, labels)(0.9), 3.0 / 7);
}

TEST(Recalibration, OfEqualProbabilitiesIsFinite) {
  const std::vector<int> labels{1, 0, 0, 0};
  for (const double p : {0.0, 0.3, 0.5, 1.0}) {
    for (const auto method : fitted_methods)
      expect_a_map(fit_recalibration(method, std::vector<double>(4, p), labels));
  }
  const auto platt = fit_recalibration(Method::platt, {0.3, 0.3, 0.3, 0.3}, labels);
  EXPECT_EQ(platt.slope, 0);
  EXPECT_NEAR(platt(0.3), (2.0 / 3 + 3 * 1.0 / 5) / 4, 1e-12);
  EXPECT_NEAR(fit_recalibration(Method::temperature, {0.3, 0.3, 0.3, 0.3}, labels)(0.3), 0.25, 1e-7);
  EXPECT_EQ(fit_recalibration(Method::temperature, {0.5, 0.5, 0.5, 0.5}, labels).slope, 1);
  EXPECT_EQ(fit_recalibration(Method::isotonic, {0.3, 0.3, 0.3, 0.3}, labels)(0.8), 0.25);
}

TEST(Recalibration, OfSeparatedLabelsIsFinite) {
  const std::vector<std::vector<double>> samples{{0.1, 0.4, 0.6, 0.9},  // by the logit's sign
                                                 {0.1, 0.2, 0.3, 0.4},  // by another threshold
                                                 {0, 0, 1, 1},          // certain and right
                                                 {0.1, 0.4, 0.5, 0.9},  // one on the edge
                                                 {0.1, 0.5 + 1e-13, 0.5 + 2e-13, 0.9}};
  for (const auto& p : samples) {
    for (const auto method : fitted_methods) {
      const auto map = fit_recalibration(method, p, {0, 0, 1, 1});
      expect_a_map(map);
      EXPECT_LT(map(p[0]), map(p[3])) << to_string(method);
    }
  }
  // Smoothed: no certainty from four patients.
  const auto map = fit_recalibration(Method::temperature, samples[0], {0, 0, 1, 1});
  EXPECT_GT(map(0.1), 0.05);
  EXPECT_LT(map(0.9), 0.95);
}

TEST(Recalibration, OfCertainAndWrongPredictionsIsFinite) {
  for (const auto method : fitted_methods)
    expect_a_map(fit_recalibration(method, {0, 0, 1, 1, 1}, {0, 1, 0, 1, 1}));
}

TEST(Recalibration, IsRestoredFromItsNumbers) {
  const auto sample = miscalibrated(80, 1.4, 0.3, 5);
  for (const auto method : fitted_methods) {
    const auto map = fit_recalibration(method, sample.probabilities, sample.labels);
    const Recalibration again{recalibration_method(to_string(method)), map.slope, map.intercept, map.x,
                              map.y};
    for (const double p : sample.probabilities) EXPECT_EQ(again(p), map(p));
  }
}

TEST(Recalibration, RefusesNumbersThatAreNoMap) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto refuse = [](Recalibration map, std::initializer_list<std::string> parts) {
    test::expect_error([&] { require_sound(map); }, parts);
  };
  refuse({Method::platt, -1, 0, {}, {}}, {"platt", "slope -1"});
  refuse({Method::platt, nan, 0, {}, {}}, {"slope nan"});
  refuse({Method::platt, 1, nan, {}, {}}, {"intercept nan"});
  refuse({Method::temperature, 1, 2, {}, {}}, {"temperature", "intercept 2"});
  refuse({Method::isotonic, 1, 0, {}, {}}, {"isotonic", "0 values of x"});
  refuse({Method::isotonic, 1, 0, {0.1, 0.2}, {0.5}}, {"2 values of x and 1 of y"});
  refuse({Method::isotonic, 1, 0, {0.2, 0.2}, {0.5, 0.6}}, {"x[1]", "rise"});
  refuse({Method::isotonic, 1, 0, {0.1, 0.2}, {0.6, 0.5}}, {"y[1]", "rise"});
  refuse({Method::isotonic, 1, 0, {0.1, 0.2}, {0.6, nan}}, {"y[1]", "0 to 1"});
}

TEST(Recalibration, RefusesWhatItCannotLearnFrom) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const auto method : fitted_methods) {
    const auto refuse = [&](const std::vector<double>& p, const std::vector<int>& labels,
                            std::initializer_list<std::string> parts) {
      test::expect_error([&] { fit_recalibration(method, p, labels); }, parts);
    };
    refuse({0.2, 0.8}, {1, 1}, {to_string(method), "all 2 labels are 1"});
    refuse({0.2, 0.8}, {0, 0}, {"all 2 labels are 0"});
    refuse({}, {}, {"no"});
    refuse({0.2}, {0, 1}, {});
    refuse({0.2, 1.2}, {0, 1}, {});
    refuse({0.2, nan}, {0, 1}, {});
    refuse({0.2, 0.3}, {0, 2}, {});
  }
  test::expect_error([] { recalibration_method("plat"); }, {"\"plat\"", "isotonic"});
  for (const double p : {-0.1, 1.1, nan})
    test::expect_error([&] { Recalibration{}(p); }, {"between 0 and 1"});
}

}  // namespace
}  // namespace residuum::stats
