#include "stats/t_tests.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

const std::vector<double> x{54, 61, 48, 50, 39.5, 66}, y{58, 44, 71, 63};

TEST(Summarise, GivesMeanAndSpread) {
  const auto sample = summarise({2, 4, 4, 4, 5, 5, 7, 9});
  EXPECT_EQ(sample.n, 8);
  EXPECT_DOUBLE_EQ(sample.mean, 5);
  EXPECT_NEAR(sample.sd, 2.13808993529939, 1e-14);  // R 4.2.2: sd(c(2, 4, 4, 4, 5, 5, 7, 9))
}

// R 4.2.2: t.test(x, y, var.equal = TRUE)
TEST(StudentT, AgreesWithR) {
  const auto test = student_t(summarise(x), summarise(y));
  EXPECT_NEAR(test.statistic, -0.896541652726740, 1e-12);
  EXPECT_EQ(test.degrees_of_freedom, 8);
  EXPECT_NEAR(test.p, 0.396139904542458, 1e-12);
  EXPECT_NEAR(test.low, -21.134986706189174, 1e-10);
  EXPECT_NEAR(test.high, 9.301653372855846, 1e-10);
}

// R 4.2.2: t.test(x, y)
TEST(WelchT, AgreesWithR) {
  const auto test = welch_t(summarise(x), summarise(y));
  EXPECT_NEAR(test.statistic, -0.861444973841036, 1e-12);
  EXPECT_NEAR(test.degrees_of_freedom, 5.706905131695075, 1e-10);
  EXPECT_NEAR(test.p, 0.423703770311171, 1e-12);
}

// Hua et al. 2023, Table 1, age in the CCRT test cohort: printed P = 0.337.
TEST(StudentT, WorksFromWhatAnArticlePrints) {
  EXPECT_NEAR(student_t({55.37, 11.71, 24}, {51.89, 11.20, 18}).p, 0.337, 5e-4);
}

TEST(TTests, TakeSamplesInEitherOrder) {
  const auto a = summarise(x), b = summarise(y);
  EXPECT_DOUBLE_EQ(student_t(a, b).p, student_t(b, a).p);
  EXPECT_DOUBLE_EQ(student_t(a, b).statistic, -student_t(b, a).statistic);
  EXPECT_DOUBLE_EQ(welch_t(a, b).low, -welch_t(b, a).high);
}

TEST(TTests, OfEqualMeansGiveOne) {
  EXPECT_DOUBLE_EQ(student_t({5, 1, 4}, {5, 2, 9}).p, 1);
  EXPECT_DOUBLE_EQ(welch_t({5, 1, 4}, {5, 2, 9}).p, 1);
}

TEST(TTests, OneConstantSampleIsEnoughForWelch) {
  const auto test = welch_t({5, 0, 4}, {6, 2, 9});
  EXPECT_DOUBLE_EQ(test.degrees_of_freedom, 8);
}

TEST(TTests, RefuseWhatCannotBe) {
  test::expect_error([] { summarise({1}); }, {"a sample of 1", "two values"});
  test::expect_error([] { summarise({1, std::numeric_limits<double>::quiet_NaN()}); }, {"value 2", "finite"});
  test::expect_error([] { student_t({1, 1, 1}, {1, 1, 5}); }, {"a sample of 1"});
  test::expect_error([] { welch_t({1, -1, 5}, {1, 1, 5}); }, {"standard deviation -1"});
  test::expect_error([] { student_t({1, 0, 5}, {2, 0, 5}); }, {"constant"});
  test::expect_error([] { welch_t({1, 0, 5}, {2, 0, 5}); }, {"constant"});
  test::expect_error([] { student_t({1, 1, 5}, {2, 1, 5}, 1); }, {"confidence 1"});
}

}  // namespace
}  // namespace residuum::stats
