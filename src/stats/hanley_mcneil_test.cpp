#include "stats/hanley_mcneil.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

// Hanley & McNeil 1982, Table II and text: AUC 0.893 of 51 abnormal and 58 normal has, with Q1 and Q2 from
// the AUC, a standard error of 0.032.
TEST(HanleyMcNeil, AgreesWithThePaper) {
  EXPECT_NEAR(hanley_mcneil_standard_error(0.893, 51, 58), 0.032, 0.0006);
}

// a <- .8; m <- 24; n <- 18; q1 <- a / (2 - a); q2 <- 2 * a^2 / (1 + a); s <- sqrt((a * (1 - a) + (m - 1) *
// (q1 - a^2) + (n - 1) * (q2 - a^2)) / (m * n)); c(s, qnorm(.975) * s), in R
TEST(HanleyMcNeil, AgreesWithR) {
  EXPECT_NEAR(hanley_mcneil_standard_error(0.8, 24, 18), 0.0677383005858, 1e-12);
  EXPECT_NEAR(hanley_mcneil_half_width(0.8, 24, 18), 0.1327646295222, 1e-12);
  EXPECT_LT(hanley_mcneil_half_width(0.8, 24, 18, 0.9), hanley_mcneil_half_width(0.8, 24, 18));
}

TEST(HanleyMcNeil, HasNoErrorAtTheEndsAndSomeWithOnePatient) {
  EXPECT_EQ(hanley_mcneil_standard_error(1, 5, 9), 0);
  EXPECT_EQ(hanley_mcneil_standard_error(0, 5, 9), 0);
  EXPECT_DOUBLE_EQ(hanley_mcneil_standard_error(0.5, 1, 1), 0.5);
}

TEST(HanleyMcNeil, RefusesWhatIsNoAuc) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double auc : {-0.1, 1.1, nan})
    test::expect_error([&] { hanley_mcneil_standard_error(auc, 2, 2); }, {"AUC"});
  test::expect_error([] { hanley_mcneil_standard_error(0.7, 0, 2); }, {"0 positive and 2 negative"});
  test::expect_error([] { hanley_mcneil_half_width(0.7, 2, -1); }, {"2 positive and -1 negative"});
  test::expect_error([] { hanley_mcneil_half_width(0.7, 2, 2, nan); }, {"confidence"});
}

}  // namespace
}  // namespace residuum::stats
