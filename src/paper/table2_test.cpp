#include "paper/table2.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace residuum::paper {
namespace {

std::vector<std::string> names(const std::vector<Performance>& rows) {
  std::vector<std::string> made;
  for (const auto& row : rows) made.push_back(row.regimen + " " + row.unit + " " + row.network);
  return made;
}

// 0.815 with 0.875 and 0.889, 0.788 with 0.792 and 0.944, 0.792 with 0.867 and 0.923, 0.838 with 0.867 and
// 0.923.
TEST(Table2, FourAccuraciesLieOutsideSensitivityAndSpecificity) {
  EXPECT_EQ(names(impossible_accuracies()),
            (std::vector<std::string>{"CCRT patient efficientnet_b0", "CCRT patient xception",
                                      "IC+CCRT patient inception_resnet_v2", "IC+CCRT patient xception"}));
}

// Out of 24 and 18 every CCRT rate is a count, but no accuracy is one out of 42; out of 32 and 11 no IC +
// CCRT rate is.
TEST(Table2, FindsRatesThatNoCountGives) {
  const auto unfit = unfit_rates();
  const auto count = [&](const std::string& regimen, const std::string& rate) {
    return std::count_if(unfit.begin(), unfit.end(),
                         [&](const UnfitRate& row) { return row.regimen == regimen && row.rate == rate; });
  };
  EXPECT_EQ(count("CCRT", "sensitivity"), 0);
  EXPECT_EQ(count("CCRT", "specificity"), 0);
  EXPECT_EQ(count("CCRT", "accuracy"), 4);
  EXPECT_EQ(count("IC+CCRT", "sensitivity"), 4);
  EXPECT_EQ(count("IC+CCRT", "specificity"), 4);
  const auto worst = std::find_if(unfit.begin(), unfit.end(), [](const UnfitRate& row) {
    return row.regimen == "IC+CCRT" && row.network == "efficientnet_b0" && row.rate == "specificity";
  });
  ASSERT_NE(worst, unfit.end());
  EXPECT_EQ(worst->patients, 11);
  EXPECT_NEAR(worst->nearest, 10.0 / 11, 1e-12);  // 0.909 where 0.923 is printed
}

TEST(Table2, TheRatesFitAnotherDivisionOfTheSame43Patients) {
  const auto ccrt = fitting_cohorts({"CCRT", 24, 18});
  ASSERT_EQ(ccrt.size(), 1u);
  EXPECT_EQ(ccrt[0].nrt, 24);
  const auto ic = fitting_cohorts({"IC+CCRT", 32, 11});
  ASSERT_EQ(ic.size(), 1u);
  EXPECT_EQ(ic[0].nrt, 30);  // 25, 26, 28 and 26 of 30; 12, 12, 10 and 12 of 13
  EXPECT_EQ(ic[0].rt, 13);
}

// (0.710 - 0.431) / (0.914 - 0.431) = 0.578 and (0.735 - 0.638) / (0.871 - 0.638) = 0.416, of the same
// images.
TEST(Table2, TheImageRowsImplySharesThatDoNotMeet) {
  const auto shares = implied_shares();
  ASSERT_EQ(shares.size(), 8u);
  EXPECT_LT(shares[0].low, 0.5776);
  EXPECT_GT(shares[0].high, 0.5776);
  EXPECT_LT(shares[0].high - shares[0].low, 0.01);
  EXPECT_LT(shares[2].high, shares[0].low);
}

// R 4.2.2, the formula of Hanley & McNeil 1982 with NRT as the positive class.
TEST(Table2, PrintedIntervalsAreNarrowerThanSoFewPatientsAllow) {
  const double expected[] = {0.0781102871676830, 0.0781102871676830, 0.0910090374832396, 0.0739363171939331,
                             0.109477955331877,  0.0978738420387658, 0.0596179714306558, 0.0581900124261597};
  const auto widths = auc_widths();
  ASSERT_EQ(widths.size(), 8u);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    EXPECT_NEAR(widths[i].expected, expected[i], 1e-9);
    EXPECT_GE(widths[i].printed, 0.042 - 1e-9);
    EXPECT_LE(widths[i].printed, 0.053 + 1e-9);
    EXPECT_LT(widths[i].printed, widths[i].expected);
  }
}

}  // namespace
}  // namespace residuum::paper
