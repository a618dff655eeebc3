#include "paper/comparators.h"

#include <gtest/gtest.h>

namespace residuum::paper {
namespace {

// By hand from Table 3, strata of 46, 18 and 21 patients: CCRT for all (46 * 23/27 + 18 * 0/9 + 21 * 1/6) /
// 85; the rule (46 * 23/27 + 18 * 9/9 + 21 * 4/15) / 85; IC for all (46 * 19/19 + 18 * 9/9 + 21 * 4/15) / 85.
TEST(Comparators, AreStandardisedByRecommendation) {
  const auto found = standardised_comparators(200);
  ASSERT_EQ(found.strata.size(), 3u);
  EXPECT_EQ(found.strata[0].ccrt, 27);
  EXPECT_EQ(found.strata[0].ccrt_nrt, 23);
  EXPECT_EQ(found.strata[1].ic_nrt, 9);
  EXPECT_EQ(found.strata[2].ic, 15);
  ASSERT_EQ(found.policies.size(), 4u);
  EXPECT_NEAR(found.policies[0].nrt.estimate, 0.5021786492374727, 1e-12);
  EXPECT_NEAR(found.policies[1].nrt.estimate, 56.0 / 85, 1e-12);
  EXPECT_NEAR(found.policies[2].nrt.estimate, 0.7386492374727669, 1e-12);
  EXPECT_NEAR(found.policies[3].nrt.estimate, 69.6 / 85, 1e-12);
  EXPECT_EQ(found.policies[0].given_ic, 0);
  EXPECT_EQ(found.policies[1].given_ic, 43);
  EXPECT_EQ(found.policies[2].given_ic, 39);
  EXPECT_EQ(found.policies[3].given_ic, 85);
  EXPECT_EQ(found.spared, 46);
  EXPECT_NEAR(found.rule_minus_ic_for_all.estimate, 0.7386492374727669 - 69.6 / 85, 1e-12);
}

TEST(Comparators, IntervalsHoldTheEstimateAndDependOnTheSeedAlone) {
  const auto first = standardised_comparators(500, 7), again = standardised_comparators(500, 7);
  for (std::size_t i = 0; i < first.policies.size(); ++i) {
    const auto& interval = first.policies[i].nrt;
    EXPECT_LT(interval.low, interval.estimate);
    EXPECT_GT(interval.high, interval.estimate);
    EXPECT_EQ(interval.low, again.policies[i].nrt.low);
    EXPECT_EQ(interval.method, stats::BootstrapMethod::percentile);
    EXPECT_EQ(interval.replicates + interval.degenerate, 500);
  }
  // Of the physicians nothing is standardised: the normal interval of 56 / 85 is 0.558 to 0.760.
  EXPECT_NEAR(first.policies[1].nrt.low, 0.558, 0.02);
  EXPECT_NEAR(first.policies[1].nrt.high, 0.760, 0.02);
}

TEST(Comparators, SayWhatTheyCannotKnow) {
  const auto found = standardised_comparators(50);
  ASSERT_EQ(found.caveats.size(), 6u);
  EXPECT_NE(found.caveats[0].find("85 patients"), std::string::npos);
  EXPECT_NE(found.caveats[5].find("0 of 9 recommended IC+CCRT and given CCRT"), std::string::npos)
      << found.caveats[5];
}

}  // namespace
}  // namespace residuum::paper
