#include "stats/table1_policy.h"

#include <gtest/gtest.h>

namespace residuum::stats {
namespace {

// Hua et al. 2023 (doi 10.21037/qims-22-1226), Table 1, with the P values that it prints.
TEST(Table1Policy, TakesPearsonWhereEveryExpectedCountIsFive) {
  const auto test = table1_counts({{19, 2}, {50, 10}, {45, 19}, {16, 10}});  // IC + CCRT training, N stage
  EXPECT_EQ(test.rule, "Pearson chi-square");
  EXPECT_NEAR(*test.p, 0.040, 5e-4);
}

TEST(Table1Policy, CorrectsA2x2TableWithAnExpectedCountBelowFive) {
  const auto test = table1_counts({{25, 8}, {7, 3}});  // IC + CCRT test, sex
  EXPECT_EQ(test.rule, "continuity-corrected chi-square");
  EXPECT_NEAR(*test.p, 1.000, 5e-4);
}

TEST(Table1Policy, TakesTheLikelihoodRatioForALargerTable) {
  const auto test = table1_counts({{26, 4}, {26, 19}, {52, 30}, {6, 5}});  // CCRT training, N stage
  EXPECT_EQ(test.rule, "likelihood-ratio chi-square");
  EXPECT_NEAR(*test.p, 0.032, 5e-4);
}

// A margin of zero is no level: two of three levels make a 2 x 2 table.
TEST(Table1Policy, JudgesTheTableByTheLevelsThatOccur) {
  EXPECT_EQ(table1_counts({{25, 8}, {0, 0}, {7, 3}}).rule, "continuity-corrected chi-square");
}

TEST(Table1Policy, TakesFisherBelowOne) {
  const auto test = table1_counts({{12, 1}, {3, 0}});
  EXPECT_EQ(test.rule, "Fisher's exact test");
  EXPECT_DOUBLE_EQ(*test.p, 1);
}

TEST(Table1Policy, ComparesMeansWithStudent) {
  const auto test = table1_means({53.80, 10.47, 110}, {54.29, 10.89, 58});  // CCRT training, age
  EXPECT_EQ(test.rule, "Student's t test");
  EXPECT_NEAR(*test.p, 0.776, 5e-4);
}

TEST(Table1Policy, SaysWhyNothingWasTested) {
  EXPECT_EQ(table1_counts({{4, 5}, {0, 0}}).rule, "not tested: one level");
  EXPECT_EQ(table1_counts({{4, 0}, {3, 0}}).rule, "not tested: one group");
  EXPECT_EQ(table1_means({50, 0, 3}, {50, 0, 4}).p, std::nullopt);
}

}  // namespace
}  // namespace residuum::stats
