#include "stats/contingency.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::stats {
namespace {

// Hua et al. 2023, Table 1: N stage (N0-N3) by NRT and RT in the CCRT training cohort.
const Counts n_stage{{26, 4}, {26, 19}, {52, 30}, {6, 5}};
const Counts sex{{25, 8}, {7, 3}};  // the IC + CCRT test cohort

// R 4.2.2: chisq.test(n_stage); with e its expected counts, 2 * sum(n_stage * log(n_stage / e))
TEST(ChiSquare, AgreesWithROnALargerTable) {
  EXPECT_NEAR(pearson(n_stage).statistic, 7.8747749688953155, 1e-12);
  EXPECT_EQ(pearson(n_stage).degrees_of_freedom, 3);
  EXPECT_NEAR(pearson(n_stage).p, 0.0486718803374767, 1e-12);
  EXPECT_NEAR(likelihood_ratio(n_stage).statistic, 8.8254662886124517, 1e-12);
  EXPECT_NEAR(likelihood_ratio(n_stage).p, 0.0317037045775286, 1e-12);
  EXPECT_NEAR(minimum_expected(n_stage), 3.7976190476190474, 1e-12);
}

TEST(ChiSquare, OfA2x2TableComesWithAndWithoutCorrection) {
  EXPECT_NEAR(pearson(sex).p, 0.714692888208449, 1e-12);  // R 4.2.2: chisq.test(sex, correct = FALSE)
  EXPECT_EQ(continuity_corrected(sex).p, 1);              // no count is half a patient from its expectation
  // R 4.2.2: chisq.test(matrix(c(22, 2, 10, 9), 2, byrow = TRUE))
  EXPECT_NEAR(continuity_corrected({{22, 2}, {10, 9}}).p, 0.0104220433632, 1e-11);
}

TEST(ChiSquare, LeavesOutEmptyRowsAndColumns) {
  const Counts padded{{25, 0, 8}, {0, 0, 0}, {7, 0, 3}};
  EXPECT_EQ(pearson(padded).degrees_of_freedom, 1);
  EXPECT_DOUBLE_EQ(pearson(padded).p, pearson(sex).p);
  EXPECT_DOUBLE_EQ(minimum_expected(padded), minimum_expected(sex));
}

TEST(ChiSquare, OfNothingToCompareIsOne) {
  for (const Counts& table :
       {Counts{{3, 4}}, Counts{{3}, {4}}, Counts{{0, 0}, {3, 4}}, Counts{{0, 0}, {0, 0}}}) {
    EXPECT_EQ(pearson(table).p, 1);
    EXPECT_EQ(likelihood_ratio(table).p, 1);
    EXPECT_EQ(pearson(table).degrees_of_freedom, 0);
  }
  EXPECT_EQ(minimum_expected({{0, 0}, {0, 0}}), 0);
}

TEST(ChiSquare, RefusesWhatIsNoTable) {
  test::expect_error([] { pearson({}); }, {"no cell"});
  test::expect_error([] { pearson({{}}); }, {"no cell"});
  test::expect_error([] { likelihood_ratio({{1, 2}, {3}}); }, {"row 2", "1 counts"});
  test::expect_error([] { minimum_expected({{1, -2}, {3, 4}}); }, {"row 1", "negative"});
  test::expect_error([] { continuity_corrected(n_stage); }, {"4 rows", "2 x 2"});
}

}  // namespace
}  // namespace residuum::stats
