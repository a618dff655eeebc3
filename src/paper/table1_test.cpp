#include "paper/table1.h"

#include <gtest/gtest.h>

namespace residuum::paper {
namespace {

TEST(Table1, AgreesButForOneStageAndOneRounding) {
  const auto rows = recompute_table1();
  ASSERT_EQ(rows.size(), 20u);
  for (const auto& row : rows) {
    const std::string name = row.printed.regimen + " " + row.printed.cohort + " " + row.printed.name;
    const auto expected = name == "IC+CCRT test ajcc_stage" ? Agreement::disagrees
                          : name == "IC+CCRT test age"      ? Agreement::within_rounding
                                                            : Agreement::agrees;
    EXPECT_EQ(row.agreement, expected)
        << name << ": printed " << row.printed.p << ", " << row.test.rule << " " << *row.test.p;
    EXPECT_LE(row.low, *row.test.p);
    EXPECT_GE(row.high, *row.test.p);
  }
}

// R 4.2.2: chisq.test(matrix(c(22, 2, 10, 9), 2, byrow = TRUE)), the same with correct = FALSE, fisher.test
TEST(Table1, NoUsualTestGivesThePrintedZero) {
  const auto row = recompute(find(table1(), "IC+CCRT", "test", "ajcc_stage"));
  EXPECT_EQ(row.test.rule, "continuity-corrected chi-square");
  EXPECT_NEAR(*row.test.p, 0.0104220433632, 1e-12);
  ASSERT_EQ(row.others.size(), 3u);
  EXPECT_EQ(row.others[0].first, "Pearson chi-square");
  EXPECT_NEAR(row.others[0].second, 0.003575135, 1e-9);
  EXPECT_NEAR(row.others[1].second, 0.002935144, 1e-9);  // likelihood ratio: pchisq(G, 1, lower = FALSE)
  EXPECT_NEAR(row.others[2].second, 0.005265143, 1e-9);
}

// 0.652 from the printed means and deviations; 49.41 may have been 49.405, and so on.
TEST(Table1, ARoundedMeanCanMoveTheLastDigit) {
  const auto row = recompute(find(table1(), "IC+CCRT", "test", "age"));
  EXPECT_NEAR(*row.test.p, 0.6519276, 1e-7);  // R 4.2.2: 2 * pt(-t, 41), t from the pooled deviation
  EXPECT_LT(row.low, 0.6515);
  EXPECT_GT(row.low, 0.648);
  EXPECT_LT(row.high, 0.655);
}

TEST(Table1, AMeanThatRoundingCannotExplainDisagrees) {
  auto printed = find(table1(), "CCRT", "test", "age");
  printed.p = 0.350;
  const auto row = recompute(printed);
  EXPECT_EQ(row.agreement, Agreement::disagrees);
  ASSERT_EQ(row.others.size(), 1u);
  EXPECT_EQ(row.others[0].first, "Welch's t test");
}

}  // namespace
}  // namespace residuum::paper
