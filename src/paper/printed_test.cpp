#include "paper/printed.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::paper {
namespace {

TEST(Printed, Table1HoldsTwoRegimensTwoCohortsFiveCharacteristics) {
  const auto rows = table1();
  ASSERT_EQ(rows.size(), 20u);
  const auto& age = find(rows, "CCRT", "training", "age");
  EXPECT_TRUE(age.is_mean());
  EXPECT_EQ(age.nrt.mean, 53.80);
  EXPECT_EQ(age.nrt.sd, 10.47);
  EXPECT_EQ(age.rt.n, 58);
  const auto& n_stage = find(rows, "IC+CCRT", "test", "n_stage");
  EXPECT_EQ(n_stage.levels, (std::vector<std::string>{"N0", "N1", "N2", "N3"}));
  EXPECT_EQ(n_stage.counts, (stats::Counts{{2, 0}, {9, 2}, {14, 7}, {7, 2}}));
  EXPECT_EQ(n_stage.p, 0.531);
  test::expect_error([&] { find(rows, "CCRT", "test", "ebv_dna"); }, {"ebv_dna"}, ErrorKind::failure);
}

// The article's 424 patients: 210 CCRT, 214 IC + CCRT; every characteristic counts all of a cohort.
TEST(Printed, EveryCharacteristicCountsTheWholeCohort) {
  const auto rows = table1();
  int patients = 0;
  for (const auto& row : rows) {
    const auto& age = find(rows, row.regimen, row.cohort, "age");
    if (row.is_mean()) {
      patients += row.nrt.n + row.rt.n;
      continue;
    }
    int nrt = 0, rt = 0;
    for (const auto& level : row.counts) {
      nrt += level[0];
      rt += level[1];
    }
    EXPECT_EQ(nrt, age.nrt.n) << row.regimen << row.cohort << row.name;
    EXPECT_EQ(rt, age.rt.n) << row.regimen << row.cohort << row.name;
  }
  EXPECT_EQ(patients, 424);
}

TEST(Printed, Tables2And3AreWhole) {
  EXPECT_EQ(table2().size(), 16u);
  EXPECT_EQ(table2()[4].network, "efficientnet_b0");
  EXPECT_EQ(table2()[4].accuracy, 0.815);
  int cases = 0;
  for (const auto& situation : table3()) cases += situation.cases;
  EXPECT_EQ(table3().size(), 11u);
  EXPECT_EQ(cases, 85);
  const auto cohorts = test_cohorts();
  ASSERT_EQ(cohorts.size(), 2u);
  EXPECT_EQ(cohorts[0].nrt, 24);
  EXPECT_EQ(cohorts[0].rt, 18);
  EXPECT_EQ(cohorts[1].nrt, 32);
  EXPECT_EQ(cohorts[1].rt, 11);
}

}  // namespace
}  // namespace residuum::paper
