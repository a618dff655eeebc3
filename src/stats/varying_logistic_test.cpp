#include "stats/varying_logistic.h"

#include <gtest/gtest.h>

namespace residuum::stats {
namespace {

TEST(VaryingLogistic, LeavesOutWhatDoesNotVary) {
  const std::vector<int> labels{0, 1, 0, 1, 1, 0};
  LogisticOptions options;
  options.ridge = 1;
  const auto fitted = fit_varying_logistic({1, 7, 2, 7, 3, 7, 4, 7, 2, 7, 3, 7}, labels, options);
  EXPECT_EQ(fitted.columns, (std::vector<std::size_t>{0}));
  const auto alone = fit_logistic({1, 2, 3, 4, 2, 3}, labels, options);
  EXPECT_EQ(fitted.model.coefficients, alone.coefficients);
  EXPECT_EQ(fitted.predict(std::vector<double>{3, 7}), alone.predict(std::vector<double>{3}));
}

TEST(VaryingLogistic, KeepsTheInterceptWhereNothingVaries) {
  const auto fitted = fit_varying_logistic({5, 5, 5, 5}, {0, 1, 1, 1}, {});
  EXPECT_TRUE(fitted.columns.empty());
  EXPECT_NEAR(fitted.predict(std::vector<double>{5}), 0.75, 1e-9);
}

}  // namespace
}  // namespace residuum::stats
