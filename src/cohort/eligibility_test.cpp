#include "cohort/eligibility.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "patient_table.h"

namespace residuum::cohort {
namespace {

const std::string header = "id,regimen,outcome,ajcc_stage,recurrent,mr,start,rt_end,mr_after\n";

// Radiotherapy ended on 31 March: three calendar months later is 30 June, six 30 September.
Cohort example() {
  return test::read_table(
      header +
      "A,CCRT,NRT,III,no,2019-01-01,2019-02-01,2019-03-31,2019-06-30\n"   // both limits kept
      "B,CCRT,NRT,III,,2018-12-31,2019-02-01,2019-03-31,2019-08-01\n"     // 32 days
      "C,CCRT,RT,II,no,2019-01-15,2019-02-01,2019-03-31,2019-08-01\n"     // stage
      "D,CCRT,RT,IVA,Yes,2018-01-15,2019-02-01,2019-03-31,2019-08-01\n"   // excluded first
      "E,IC+CCRT,RT,IVA,0,2019-02-02,2019-02-01,2019-03-31,2019-08-01\n"  // MR too late
      "F,IC+CCRT,RT,IVA,no,,2019-02-01,2019-03-31,2019-08-01\n"           // no date
      "G,IC+CCRT,RT,IVA,no,2019-02-01,2019-02-01,2019-03-31,2019-06-29\n"
      "H,IC+CCRT,RT,IVA,no,2019-01-20,2019-02-01,2019-03-31,2019-10-01\n"
      "I,IC+CCRT,RT,,no,2019-01-20,2019-02-01,2019-03-31,2019-09-30\n"
      "J,IC+CCRT,,IVA,false,2019-01-20,2019-02-01,2019-03-31,2019-09-30\n");
}

EligibilityRules all_rules() {
  EligibilityRules rules;
  rules.exclude = {"recurrent"};
  rules.stages = {"III", "IVA"};
  rules.mr_date = "mr";
  rules.treatment_start = "start";
  rules.outcome_mr_date = "mr_after";
  rules.radiotherapy_end = "rt_end";
  return rules;
}

TEST(Eligibility, GivesTheFlowAndThoseWhoAreLeft) {
  const auto screening = screen(example(), all_rules());
  std::string left;
  for (const auto& patient : screening.eligible.patients()) left += patient.id;
  EXPECT_EQ(left, "AJ") << "an unknown outcome is no matter of eligibility";
  const auto& flow = screening.flow;
  EXPECT_EQ(flow.screened, 10);
  ASSERT_EQ(flow.steps.size(), 4u);
  EXPECT_EQ(flow.steps[0].rule, "None of: recurrent");
  EXPECT_EQ(flow.steps[0].left, 9);
  EXPECT_EQ(flow.steps[1].rule, "AJCC stage III, IVA");
  EXPECT_EQ(flow.steps[1].left, 7);
  EXPECT_EQ(flow.steps[2].rule, "MR at most 31 days before treatment");
  EXPECT_EQ(flow.steps[2].left, 4);
  EXPECT_EQ(flow.steps[2].excluded(), 3);
  EXPECT_EQ(flow.steps[3].rule, "MR for the outcome 3 to 6 months after radiotherapy");
  EXPECT_EQ(flow.steps[3].left, 2);
}

TEST(Eligibility, SaysWhyOfEachPatient) {
  std::string reasons;
  const auto screening = screen(example(), all_rules());
  for (const auto& one : screening.flow.excluded) reasons += one.patient + ": " + one.reason + "\n";
  EXPECT_EQ(reasons,
            "D: recurrent\nC: stage II\nI: stage missing\nB: MR earlier\nE: MR after the start of treatment\n"
            "F: a date is missing\nG: MR earlier\nH: MR later\n");
}

TEST(Eligibility, WithoutRulesLeavesNobodyOut) {
  const auto screening = screen(example(), {});
  EXPECT_FALSE(EligibilityRules{}.any());
  EXPECT_EQ(screening.eligible.patients().size(), 10u);
  EXPECT_TRUE(screening.flow.steps.empty());
}

TEST(Eligibility, FollowsTheStatedLimits) {
  auto rules = all_rules();
  rules.stages = {};
  rules.mr_within_days = 32;
  rules.outcome_months_from = 2;
  rules.outcome_months_to = 7;
  std::string left;
  const auto screening = screen(example(), rules);
  for (const auto& patient : screening.eligible.patients()) left += patient.id;
  EXPECT_EQ(left, "ABCGHIJ");
}

TEST(Eligibility, RefusesWhatItCannotRead) {
  const auto refuse = [](const std::string& row, std::initializer_list<std::string> parts) {
    const auto cohort = test::read_table(header + row);
    test::expect_error([&] { screen(cohort, all_rules()); }, parts);
  };
  refuse("A,CCRT,NRT,III,perhaps,,,,\n", {"patient A", "column recurrent", "\"perhaps\"", "yes or no"});
  refuse("A,CCRT,NRT,III,no,01.02.2019,,,\n", {"patient A", "column mr", "\"01.02.2019\"", "2019-03-31"});
  refuse("A,CCRT,NRT,II,no,,,,\n", {"no patient is left", "AJCC stage III, IVA"});
  auto rules = all_rules();
  rules.radiotherapy_end = "rt_ends";
  test::expect_error([&] { screen(example(), rules); },
                     {"eligibility.radiotherapy_end", "\"rt_ends\"", "did you mean \"rt_end\""});
}

}  // namespace
}  // namespace residuum::cohort
