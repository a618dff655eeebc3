#include "stats/standardised_difference.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::stats {
namespace {

TEST(StandardisedDifference, OfMeansIsInDeviations) {
  EXPECT_DOUBLE_EQ(*standardised_difference(Sample{50, 10, 20}, Sample{55, 10, 30}), 0.5);
  EXPECT_DOUBLE_EQ(*standardised_difference(Sample{55, 10, 30}, Sample{50, 10, 20}), 0.5);
  EXPECT_EQ(standardised_difference(Sample{55, 0, 30}, Sample{50, 0, 20}), std::nullopt);
}

// Of two levels: |p - q| / sqrt((p(1 - p) + q(1 - q)) / 2) with p = 14/24, q = 12/18.
TEST(StandardisedDifference, OfTwoLevelsIsThatOfShares) {
  EXPECT_NEAR(*standardised_difference(Counts{{14, 12}, {10, 6}}), 0.172773685116272, 1e-12);
}

// R 4.2.2: p and q the shares of all levels but the first, s the mean of diag(p) - p p' and diag(q) - q q';
// sqrt(t(p - q) %*% solve(s) %*% (p - q))
TEST(StandardisedDifference, OfManyLevelsAgreesWithR) {
  EXPECT_NEAR(*standardised_difference(Counts{{26, 4}, {26, 19}, {52, 30}, {6, 5}}), 0.495489610220069,
              1e-12);
  EXPECT_NEAR(*standardised_difference(Counts{{26, 4}, {0, 0}, {26, 19}, {52, 30}, {6, 5}}),
              0.495489610220069, 1e-12);
}

TEST(StandardisedDifference, IsEmptyWhereNothingOrEverythingDiffers) {
  EXPECT_EQ(*standardised_difference(Counts{{5, 8}}), 0);
  EXPECT_EQ(standardised_difference(Counts{{5, 0}, {3, 0}}), std::nullopt);
  EXPECT_EQ(standardised_difference(Counts{{5, 0}, {0, 7}}), std::nullopt);
  EXPECT_EQ(standardised_difference(Counts{{0, 0}, {0, 0}}), std::nullopt);
}

TEST(StandardisedDifference, RefusesWhatCannotBe) {
  test::expect_error([] { standardised_difference(Counts{{1, 2, 3}}); }, {"3 groups"});
  test::expect_error([] { standardised_difference(Sample{1, -1, 3}, Sample{1, 1, 3}); }, {"deviation -1"});
}

}  // namespace
}  // namespace residuum::stats
