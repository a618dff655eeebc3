#include "decision/sensitivity.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::decision {
namespace {

// VanderWeele & Ding 2017 (Ann Intern Med 167:268-274): risk ratio 3.9 (1.8-8.7) has an E-value of 7.26, its
// limit 3.0.
TEST(EValue, AgreesWithItsPaper) {
  const auto value = e_value(3.9, 1.8, 8.7);
  EXPECT_NEAR(value.of_estimate, 7.26, 0.005);
  EXPECT_NEAR(value.of_limit, 3.0, 0.005);
}

TEST(EValue, TreatsProtectionLikeHarm) {
  EXPECT_DOUBLE_EQ(e_value(0.5), e_value(2));
  EXPECT_DOUBLE_EQ(e_value(0.5, 0.25, 0.8).of_limit, e_value(1 / 0.8));
  EXPECT_EQ(e_value(1), 1);
}

TEST(EValue, OfALimitIsOneWhereTheIntervalHoldsOne) {
  EXPECT_EQ(e_value(0.9, 0.7, 1.1).of_limit, 1);
}

TEST(EValue, RefusesWhatIsNoRatio) {
  test::expect_error([] { e_value(0); }, {"risk ratio 0"});
  test::expect_error([] { e_value(2, 2.5, 3); }, {"outside its interval"});
}

}  // namespace
}  // namespace residuum::decision
