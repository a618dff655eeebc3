#include "stats/log_loss.h"

#include <gtest/gtest.h>

#include <cmath>

#include "expect_error.h"

namespace residuum::stats {
namespace {

// -mean(dbinom(labels, 1, p, log = TRUE))
TEST(LogLoss, AgreesWithR) {
  EXPECT_NEAR(log_loss({.1, .4, .35, .8, .4, .7, .2, .9, .55, .4}, {0, 0, 1, 1, 0, 1, 0, 1, 0, 1}),
              0.479995487801, 1e-12);
}

TEST(LogLoss, OfCertaintiesIsFinite) {
  EXPECT_NEAR(log_loss({0}, {1}), -std::log(1e-7), 1e-12);
  EXPECT_NEAR(log_loss({1, 0}, {1, 0}), 1e-7, 1e-12);
}

TEST(LogLoss, RefusesWhatIsNoProbability) {
  test::expect_error([] { log_loss({}, {}); }, {"no probability"});
  test::expect_error([] { log_loss({1.01}, {1}); }, {"probability 1"});
  test::expect_error([] { log_loss({0.1}, {2}); }, {"label 1 is 2"});
}

}  // namespace
}  // namespace residuum::stats
