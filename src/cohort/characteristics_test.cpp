#include "cohort/characteristics.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "patient_table.h"

namespace residuum::cohort {
namespace {

// Ebv: skewed far to the right. The note differs from patient to patient.
std::string rows(int count) {
  std::string text = "id,regimen,outcome,age,sex,ajcc_stage,ebv,grade,note,mr,site,nothing\n";
  for (int i = 0; i < count; ++i) {
    text += fmt::format("P{0},CCRT,{1},{2},{3},{4},{5},{6},text {0},2019-01-{7:02},A,\n", i + 1,
                        i % 2 == 0 ? "NRT" : "RT", 40 + i, i % 3 == 0 ? "F" : "M", i % 5 == 0 ? "IVA" : "III",
                        i == 3 ? "" : fmt::format("{}", i * i * i * i), 1 + i % 3, 1 + i % 28);
  }
  return text;
}

TEST(Characteristics, TellNumbersFromLevelsAndLeaveOutWhatIsNeither) {
  const auto cohort = test::read_table(rows(20));
  const auto found = characteristics_of(cohort.patients());
  std::string names;
  for (const auto& one : found.shown)
    names += one.name + (one.is_number() ? one.normal ? ":mean " : ":median " : " ");
  EXPECT_EQ(names, "age:mean sex ajcc_stage ebv:median grade ");
  EXPECT_EQ(found.shown[1].levels, (std::vector<std::string>{"F", "M"}));
  EXPECT_EQ(found.shown[4].levels, (std::vector<std::string>{"1", "2", "3"})) << "few numbers are levels";
  EXPECT_EQ(found.left_out, (std::vector<std::string>{"mr (dates)", "note (free text)", "nothing (empty)",
                                                      "site (one value)"}));
}

// The two outcomes' ages lie far apart: together they have two humps, each is narrow and even.
TEST(Characteristics, JudgeSkewnessWithinTheOutcomes) {
  std::string text = "id,regimen,outcome,age\n";
  for (int i = 0; i < 3; ++i) text += fmt::format("A{},CCRT,RT,{}\n", i, 80 + i);
  for (int i = 0; i < 31; ++i) text += fmt::format("B{},CCRT,NRT,{}\n", i, 30 + i % 3);
  EXPECT_TRUE(characteristics_of(test::read_table(text).patients()).shown.at(0).normal);
}

TEST(Characteristics, CountOnlyPatientsWithAnOutcome) {
  const auto cohort = test::read_table("id,regimen,outcome,age,sex\nA,CCRT,NRT,50,M\nB,CCRT,,,X\n");
  const auto found = characteristics_of(cohort.patients());
  ASSERT_EQ(found.shown.size(), 2u);
  EXPECT_EQ(found.shown[1].levels, (std::vector<std::string>{"M"}));
  EXPECT_EQ(number_of(cohort.patients()[0], "age"), 50);
  EXPECT_EQ(number_of(cohort.patients()[1], "age"), std::nullopt);
  EXPECT_EQ(text_of(cohort.patients()[0], "t_stage"), "");
}

}  // namespace
}  // namespace residuum::cohort
