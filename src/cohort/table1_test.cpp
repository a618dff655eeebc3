#include "cohort/table1.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "patient_table.h"

namespace residuum::cohort {
namespace {

// Hua et al. 2023 (doi 10.21037/qims-22-1226), Table 1, IC + CCRT training cohort: N stage by outcome, and
// the P that it prints.
TEST(CohortTable1, GivesTheArticlesPFromItsPatients) {
  const int counts[4][2] = {{19, 2}, {50, 10}, {45, 19}, {16, 10}};
  std::string text = "id,regimen,outcome,n_stage\n";
  int number = 0;
  for (int stage = 0; stage < 4; ++stage) {
    for (const int rt : {0, 1}) {
      for (int i = 0; i < counts[stage][rt]; ++i)
        text += fmt::format("P{},CCRT,{},N{}\n", ++number, rt == 1 ? "RT" : "NRT", stage);
    }
  }
  const auto cohort = test::read_table(text);
  std::vector<Patient> nrt, rt;
  for (const auto& patient : cohort.patients())
    (patient.outcome == Outcome::rt ? rt : nrt).push_back(patient);
  const auto shown = characteristics_of(cohort.patients()).shown;
  const auto comparison = compare_groups(shown, "NRT", nrt, "RT", rt);
  ASSERT_EQ(comparison.rows.size(), 1u);
  EXPECT_EQ(comparison.rows[0].counts, (stats::Counts{{19, 2}, {50, 10}, {45, 19}, {16, 10}}));
  EXPECT_EQ(comparison.rows[0].test.rule, "Pearson chi-square");
  EXPECT_NEAR(*comparison.rows[0].test.p, 0.040, 5e-4);
}

// Ages 40 to 43 against 50 to 53, one not known; ten times ebv is one and then a hundred.
Cohort small() {
  return test::read_table(
      "id,regimen,outcome,age,sex,ebv\n"
      "A,CCRT,NRT,40,M,1\nB,CCRT,NRT,41,M,1\nC,CCRT,NRT,42,F,2\nD,CCRT,NRT,43,,3\n"
      "E,CCRT,RT,50,M,4\nF,CCRT,RT,51,M,5\nG,CCRT,RT,52,M,6\nH,CCRT,RT,,F,1000\n");
}

TEST(CohortTable1, DescribesNumbersAndCountsWhatIsMissing) {
  const auto cohort = small();
  std::vector<Patient> nrt(cohort.patients().begin(), cohort.patients().begin() + 4),
      rt(cohort.patients().begin() + 4, cohort.patients().end());
  const auto comparison = compare_groups(characteristics_of(cohort.patients()).shown, "NRT", nrt, "RT", rt);
  ASSERT_EQ(comparison.rows.size(), 3u);
  const auto& age = comparison.rows[0];
  EXPECT_EQ(age.first.mean, 41.5);
  EXPECT_NEAR(*age.first.sd, 1.2909944487358056, 1e-12);  // R: sd(40:43)
  EXPECT_EQ(age.second.n, 3);
  EXPECT_EQ(age.missing_second, 1);
  EXPECT_EQ(age.test.rule, "Student's t test");
  EXPECT_NEAR(*age.test.p, 0.000134458275412, 1e-12);  // R: t.test(40:43, 50:52, var.equal = TRUE)$p.value
  EXPECT_NEAR(*age.difference, 8.2272, 1e-4);          // 9.5 / sqrt((sd(40:43)^2 + 1) / 2)

  const auto& sex = comparison.rows[1];
  EXPECT_EQ(sex.counts, (stats::Counts{{1, 1}, {2, 3}}));
  EXPECT_EQ(sex.missing_first, 1);
  EXPECT_EQ(sex.missing_second, 0);

  const auto& ebv = comparison.rows[2];
  EXPECT_FALSE(ebv.characteristic.normal);
  EXPECT_EQ(ebv.first.median, 1.5);
  EXPECT_EQ(ebv.second.upper_quartile, 254.5);  // R: quantile(c(4, 5, 6, 1000), 0.75)
  EXPECT_EQ(ebv.test.rule, "Mann-Whitney U test");
}

TEST(CohortTable1, OfTooFewSaysSoAndHoldsNoNumberThatIsNone) {
  const auto cohort = small();
  const std::vector<Patient> one(cohort.patients().begin(), cohort.patients().begin() + 1);
  const auto comparison = compare_groups(characteristics_of(cohort.patients()).shown, "NRT", one, "RT", {});
  const auto& age = comparison.rows[0];
  EXPECT_EQ(age.first.sd, std::nullopt);
  EXPECT_EQ(age.second.mean, std::nullopt);
  EXPECT_EQ(age.test.p, std::nullopt);
  EXPECT_EQ(age.test.rule, "not tested: fewer than two values");
  EXPECT_EQ(age.difference, std::nullopt);
  EXPECT_EQ(comparison.rows[1].test.p, std::nullopt);
}

TEST(CohortTable1, HasABlockForEachRegimenAndCohortAndTheirBalance) {
  std::string text = "id,regimen,outcome,age\n";
  for (int i = 0; i < 60; ++i) {
    text += fmt::format("P{:02},{},{},{}\n", i, i < 30 ? "CCRT" : "IC+CCRT", i % 3 == 0 ? "RT" : "NRT",
                        40 + i % 17);
  }
  const auto table = table1(split_patients(test::read_table(text), 0.2, 1), {"CCRT", "IC+CCRT"});
  ASSERT_EQ(table.blocks.size(), 4u);
  EXPECT_EQ(table.blocks[1].regimen + table.blocks[1].cohort, "CCRTtest");
  EXPECT_EQ(table.blocks[0].outcomes.first, 16);
  EXPECT_EQ(table.blocks[0].outcomes.second, 8);
  ASSERT_EQ(table.balance.size(), 3u);
  EXPECT_EQ(table.balance[0].first_name + " " + table.balance[0].second_name, "CCRT training CCRT test");
  EXPECT_EQ(table.balance[2].first, 30);
  EXPECT_EQ(table.balance[2].second_name, "IC+CCRT");
}

}  // namespace
}  // namespace residuum::cohort
