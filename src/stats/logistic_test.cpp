// Golden numbers: R 4.2.2, glm(..., family = binomial, control = glm.control(epsilon = 1e-14)); the call
// stands beside each.
#include "stats/logistic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/random.h"
#include "expect_error.h"

namespace residuum::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

const std::vector<double> age{45, 52, 38, 61, 47, 55, 33, 68, 50, 42, 59, 44};
const std::vector<double> stage{2, 3, 3, 4, 2, 3, 1, 4, 4, 2, 3, 3};
const std::vector<int> outcome{0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1};

std::vector<double> beside(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> design;
  for (std::size_t i = 0; i < a.size(); ++i) design.insert(design.end(), {a[i], b[i]});
  return design;
}

void expect_near(const std::vector<double>& values, const std::vector<double>& wanted) {
  ASSERT_EQ(values.size(), wanted.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_NEAR(values[i], wanted[i], 1e-8 * std::max(1.0, std::abs(wanted[i]))) << i;
}

// glm(outcome ~ age + stage)
TEST(Logistic, AgreesWithR) {
  const auto model = fit_logistic(beside(age, stage), outcome);
  expect_near(model.coefficients, {-8.9771533421681831, 0.2087876745388270, -0.4583803513309842});
  expect_near(model.covariance, {27.6214045772277501, -0.63040464407662156, 1.3074804808642797,
                                 -0.6304046440766216, 0.01908673157251092, -0.1079451968178904,
                                 1.3074804808642797, -0.10794519681789043, 1.4228346169555730});
  EXPECT_NEAR(model.standard_error(1), std::sqrt(0.01908673157251092), 1e-9);
  EXPECT_NEAR(model.deviance, 11.59224122652207, 1e-9);
  EXPECT_NEAR(model.predict(std::vector<double>{50, 3}), 0.5217585820092903, 1e-9);
}

// glm(outcome ~ age, offset = seq(-.5, .6, by = .1), weights = c(1, 2, 1, .5, 3, 1, 0, 1, 2, 1, 1, 1))
TEST(Logistic, TakesOffsetAndWeights) {
  LogisticOptions options;
  for (int i = 0; i < 12; ++i) options.offset.push_back(-0.5 + 0.1 * i);
  options.weights = {1, 2, 1, .5, 3, 1, 0, 1, 2, 1, 1, 1};
  const auto model = fit_logistic(age, outcome, options);
  expect_near(model.coefficients, {-6.627804691669697, 0.141589960134570});
  expect_near(model.covariance,
              {28.3772037316400798, -0.5786350172963006, -0.5786350172963006, 0.0119443371387692});
  EXPECT_NEAR(model.deviance, 17.8691752635876, 1e-9);
  const double predictor = model.coefficients[0] + 50 * model.coefficients[1] + 0.3;
  EXPECT_NEAR(model.predict(std::vector<double>{50}, 0.3), 1 / (1 + std::exp(-predictor)), 1e-12);
}

TEST(Logistic, CountsARowAsOftenAsItWeighs) {
  LogisticOptions options;
  options.weights.assign(12, 1);
  options.weights[3] = 2;
  options.weights[5] = 0;
  auto design = beside(age, stage);
  auto labels = outcome;
  const auto weighted = fit_logistic(design, labels, options);
  design.insert(design.end(), {age[3], stage[3]});
  labels.push_back(outcome[3]);
  design.erase(design.begin() + 10, design.begin() + 12);
  labels.erase(labels.begin() + 5);
  expect_near(weighted.coefficients, fit_logistic(design, labels).coefficients);
}

// glm(outcome ~ age - 1), glm(outcome ~ 1)
TEST(Logistic, FitsWithoutInterceptAndWithoutColumns) {
  LogisticOptions options;
  options.intercept = false;
  const auto slope = fit_logistic(age, outcome, options);
  expect_near(slope.coefficients, {0.00447751376313479});
  expect_near(slope.covariance, {0.0001329790571162451});
  EXPECT_GT(slope.predict(std::vector<double>{50}), 0.5);

  const auto constant = fit_logistic({}, {1, 1, 1, 0});
  expect_near(constant.coefficients, {std::log(3.0)});
  expect_near(constant.covariance, {1 / (4 * 0.75 * 0.25)});
  EXPECT_NEAR(constant.predict({}), 0.75, 1e-12);
}

// The minimum of the penalised log-likelihood, ridge = 2, by optim(method = "BFGS") and Newton steps in R.
TEST(Logistic, ShrinksStandardisedColumns) {
  LogisticOptions options;
  options.ridge = 2;
  const auto model = fit_logistic(beside(age, stage), outcome, options);
  expect_near(model.coefficients, {-4.04961326249088671, 0.06966969143026981, 0.21353298571973356});
  auto days = age;
  for (auto& value : days) value = value * 365.25 + 1e6;
  const auto in_days = fit_logistic(beside(days, stage), outcome, options);
  EXPECT_NEAR(in_days.coefficients[1] * 365.25, model.coefficients[1], 1e-9);
  EXPECT_NEAR(in_days.standard_error(1) * 365.25, model.standard_error(1), 1e-9);
}

TEST(Logistic, HugePenaltyLeavesTheShareOfEvents) {
  LogisticOptions options;
  options.ridge = 1e9;
  EXPECT_NEAR(fit_logistic({1, 2, 3, 9}, {0, 1, 1, 1}, options).predict(std::vector<double>{5}), 0.75, 1e-6);
}

TEST(Logistic, FindsTheCoefficientsThatMadeTheData) {
  Random random(7);
  std::vector<double> design;
  std::vector<int> labels;
  for (int i = 0; i < 20000; ++i) {
    const double x = random.normal(), z = random.normal(100, 5);
    design.insert(design.end(), {x, z});
    labels.push_back(random.chance(inverse_logit(0.5 + 0.8 * x - 0.1 * (z - 100))));
  }
  const auto model = fit_logistic(design, labels);
  EXPECT_NEAR(model.coefficients[1], 0.8, 4 * model.standard_error(1));
  EXPECT_NEAR(model.coefficients[2], -0.1, 4 * model.standard_error(2));
  EXPECT_LT(model.standard_error(1), 0.03);
}

TEST(Logistic, NamesWhatSeparatesTheOutcomes) {
  // Complete: all below 3 are 0. Quasi-complete: 3 has both outcomes.
  for (const auto& x : {std::vector<double>{1, 2, 3, 4, 5, 6}, std::vector<double>{1, 2, 3, 3, 5, 6}}) {
    for (const double noise : {0.0, 1.0}) {
      const auto design = beside(x, {.3, noise, .1, .8, .2, .5});
      test::expect_error(
          [&] {
            fit_logistic(design, {0, 0, 0, 1, 1, 1});
          },
          {"separated", "column 1", "ridge"}, ErrorKind::failure);
    }
  }
  // R's glm declares this converged, with a coefficient of 31 and a standard error of 2e7: stage 2 and 4 have
  // one outcome each, stage 3 both.
  test::expect_error(
      [&] {
        fit_logistic(beside(age, stage), {0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1});
      },
      {"separated by column 2"}, ErrorKind::failure);
}

TEST(Logistic, PenaltyMendsSeparationAndDependence) {
  LogisticOptions options;
  options.ridge = 1;
  EXPECT_GT(fit_logistic({1, 2, 3, 4}, {0, 0, 1, 1}, options).coefficients[1], 0);
  const auto model = fit_logistic(beside(age, age), outcome, options);
  EXPECT_NEAR(model.coefficients[1], model.coefficients[2], 1e-9);
}

TEST(Logistic, RefusesDependentColumns) {
  auto twice = age;
  for (auto& value : twice) value = 2 * value + 3;
  test::expect_error([&] { fit_logistic(beside(age, twice), outcome); },
                     {"follows from the others", "ridge"});
  test::expect_error([&] { fit_logistic(beside(age, std::vector<double>(12, 7)), outcome); },
                     {"column 2", "the same in every row"});
  test::expect_error([&] { fit_logistic({1, 2, 3, 5, 8, 13}, {0, 1}); }, {"follows", "2 rows"});
}

TEST(Logistic, RefusesWhatCannotBeFitted) {
  test::expect_error([] { fit_logistic({}, {}); }, {"no labels"});
  test::expect_error([] { fit_logistic({1}, {1}); }, {"alike"});
  test::expect_error([] { fit_logistic({}, {1}); }, {"alike"});
  test::expect_error([] { fit_logistic({1, 2, 3}, {1, 1, 1}); }, {"all 3 outcomes are alike"});
  test::expect_error([] { fit_logistic({1, 2, 3}, {0, 1}); }, {"3 values", "2 rows"});
  test::expect_error([] { fit_logistic({1, 2, 3, nan}, {0, 1}); }, {"row 2, column 2"});
  test::expect_error([] { fit_logistic({1, infinity}, {0, 1}); }, {"row 2, column 1"});
  test::expect_error([] { fit_logistic({1, 2}, {0, 2}); }, {"label 2 is 2"});
  LogisticOptions options;
  options.offset = {1};
  test::expect_error([&] { fit_logistic({1, 2}, {0, 1}, options); }, {"1 offsets for 2 labels"});
  options.offset = {1, nan};
  test::expect_error([&] { fit_logistic({1, 2}, {0, 1}, options); }, {"offset 2"});
  options = {};
  options.weights = {1, -1};
  test::expect_error([&] { fit_logistic({1, 2}, {0, 1}, options); }, {"weight 2 is negative"});
  options.weights = {0, 0};
  test::expect_error([&] { fit_logistic({1, 2}, {0, 1}, options); }, {"every weight is 0"});
  options.weights = {1, 0};
  test::expect_error([&] { fit_logistic({}, {0, 1}, options); }, {"alike"});
  for (const double ridge : {-1.0, nan, infinity}) {
    options = {};
    options.ridge = ridge;
    test::expect_error([&] { fit_logistic({1, 2}, {0, 1}, options); }, {"ridge"});
  }
  options = {};
  options.intercept = false;
  test::expect_error([&] { fit_logistic({}, {0, 1}, options); }, {"nothing to fit"});
}

TEST(Logistic, PredictsOnlyForARowOfItsColumns) {
  const auto model = fit_logistic(age, outcome);
  test::expect_error([&] { model.predict(std::vector<double>{1, 2}); }, {"2 values", "1 columns"});
  test::expect_error([&] { model.predict(std::vector<double>{nan}); }, {"not finite"});
}

TEST(InverseLogit, KeepsItsDigitsFarOut) {
  EXPECT_DOUBLE_EQ(inverse_logit(-700), std::exp(-700.0));
  EXPECT_EQ(inverse_logit(800), 1);
  EXPECT_EQ(inverse_logit(-800), 0);
  EXPECT_NEAR(logit(inverse_logit(-3.5)), -3.5, 1e-12);
  EXPECT_EQ(logit(0.5), 0);
}

}  // namespace
}  // namespace residuum::stats
