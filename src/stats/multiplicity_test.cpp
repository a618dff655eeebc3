#include "stats/multiplicity.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

// p.adjust(c(.01, .04, .03, .005, .5), method = "holm"), R 4.2.2
TEST(Holm, AgreesWithR) {
  const auto adjusted = holm({.01, .04, .03, .005, .5});
  const double wanted[] = {0.04, 0.09, 0.09, 0.025, 0.5};
  ASSERT_EQ(adjusted.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(adjusted[i], wanted[i], 1e-15);
}

TEST(Holm, OfOneIsItselfAndOfNoneIsNone) {
  EXPECT_EQ(holm({.03}), std::vector<double>{.03});
  EXPECT_TRUE(holm({}).empty());
}

TEST(Holm, NeverExceedsOneAndKeepsTies) {
  EXPECT_EQ(holm({.9, .8, 0}), (std::vector<double>{1, 1, 0}));
  EXPECT_EQ(holm({.02, .02}), (std::vector<double>{.04, .04}));
}

TEST(Holm, RefusesWhatIsNoP) {
  for (const double p : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()})
    test::expect_error([&] { holm({.5, p}); }, {"p value 2"});
}

}  // namespace
}  // namespace residuum::stats
