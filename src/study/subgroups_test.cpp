#include "study/subgroups.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::study {
namespace {

struct Case {
  const char* sex;
  double age, probability;
  int outcome;
};
const std::vector<Case> cases{{"F", 40, .1, 0},  {"F", 41, .4, 0},  {"F", 42, .35, 1}, {"F", 43, .8, 1},
                              {"F", 44, .7, 0},  {"F", 45, .9, 1},  {"F", 46, .2, 0},  {"F", 47, .6, 1},
                              {"M", 60, .3, 0},  {"M", 61, .2, 1},  {"M", 62, .6, 0},  {"M", 63, .5, 1},
                              {"M", 64, .45, 1}, {"M", 65, .15, 0}, {"M", 66, .85, 1}, {"M", 67, .55, 0}};

struct Study {
  std::vector<cohort::Patient> patients;
  std::vector<PredictionRow> rows;
};

Study study_of(const std::vector<Case>& of) {
  Study study;
  for (std::size_t i = 0; i < of.size(); ++i) {
    cohort::Patient patient;
    patient.id = fmt::format("P{:03}", i);
    patient.regimen = "CCRT";
    patient.sex = of[i].sex;
    patient.age = of[i].age;
    study.patients.push_back(patient);
    for (const std::string model : {"CCRT", "IC+CCRT"}) {
      PredictionRow row;
      row.prediction = {patient.id, model, model == "CCRT" ? of[i].probability : 0.5};
      row.threshold = 0.5;
      row.given = "CCRT";
      row.actual = of[i].outcome == 1 ? cohort::Outcome::rt : cohort::Outcome::nrt;
      study.rows.push_back(row);
    }
  }
  return study;
}

TEST(Subgroups, AgreeWithPRocsUnpairedTest) {
  const auto study = study_of(cases);
  const auto groups = subgroups(study.rows, study.patients, {"CCRT"}, {{"sex", {}}});
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].name, "sex F");
  EXPECT_EQ(groups[0].rt.count, 4);
  EXPECT_EQ(groups[0].rt.total, 8);
  // pROC: roc.test(roc(y, f), roc(y, m), paired = FALSE, method = "delong"); auc 0.8125 and 0.5625, p
  // 0.4166584060.
  EXPECT_NEAR(groups[0].auc->value, 0.8125, 1e-12);
  EXPECT_NEAR(groups[1].auc->value, 0.5625, 1e-12);
  ASSERT_TRUE(groups[0].less_others);
  EXPECT_NEAR(groups[0].less_others->value, 0.25, 1e-12);
  // Its P twice, for two tests by Holm.
  EXPECT_NEAR(groups[0].less_others->p, 2 * 0.4166584060, 1e-6);
  EXPECT_EQ(groups[0].sensitivity->count, 3);  // .8, .9 and .6 of .35, .8, .9, .6
  EXPECT_EQ(groups[0].specificity->count, 3);  // .1, .4 and .2 of .1, .4, .7, .2
}

TEST(Subgroups, DivideAgeAtTheTrainingPatientsMedian) {
  const auto study = study_of(cases);
  const auto groupings = groupings_of(study.patients);
  ASSERT_EQ(groupings.size(), 2u);  // no stage is known
  EXPECT_EQ(*groupings[0].cut, 53.5);
  const auto groups = subgroups(study.rows, study.patients, {"CCRT"}, groupings);
  ASSERT_EQ(groups.size(), 4u);
  EXPECT_EQ(groups[0].name, "age < 53.5");
  EXPECT_EQ(groups[1].name, "age \u2265 53.5");
}

TEST(Subgroups, OfOneOutcomeHaveNoAucAndNoTest) {
  auto few = cases;
  few[1].sex = few[0].sex = "X";  // two patients, both NRT
  const auto study = study_of(few);
  const auto groups = subgroups(study.rows, study.patients, {"CCRT"}, {{"sex", {}}});
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[2].name, "sex X");
  EXPECT_FALSE(groups[2].auc);
  EXPECT_FALSE(groups[2].less_others);
  const auto blocks = subgroup_blocks(groups);
  ASSERT_EQ(blocks.size(), 2u);
  for (const auto& row : std::get<report::Table>(blocks[1]).rows) {
    for (const auto& cell : row) EXPECT_EQ(cell.find("nan"), std::string::npos) << row[1];
  }
  EXPECT_EQ(std::get<report::Table>(blocks[1]).rows[2][3], "-");
}

// DeLong's interval of an AUC of 1 has no width, and a difference from it would always be significant.
TEST(Subgroups, ThatAreToldApartPerfectlyHaveNoIntervalAndNoTest) {
  auto perfect = cases;
  for (auto& one : perfect)
    if (std::string_view(one.sex) == "F") one.probability = one.outcome == 1 ? 0.9 : 0.1;
  const auto study = study_of(perfect);
  const auto groups = subgroups(study.rows, study.patients, {"CCRT"}, {{"sex", {}}});
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].auc->value, 1);
  EXPECT_FALSE(groups[0].less_others);
  EXPECT_FALSE(groups[1].less_others);
  const auto blocks = subgroup_blocks(groups);
  const auto& rows = std::get<report::Table>(blocks[1]).rows;
  EXPECT_EQ(rows[0][3], "1.00");
  EXPECT_EQ(rows[0][6], "-");
  EXPECT_NE(rows[1][3].find("("), std::string::npos);
}

TEST(Subgroups, WithEqualProbabilitiesAreNotTested) {
  auto equal = cases;
  for (auto& one : equal) one.probability = 0.3;
  const auto study = study_of(equal);
  const auto groups = subgroups(study.rows, study.patients, {"CCRT"}, {{"sex", {}}});
  ASSERT_EQ(groups.size(), 2u);
  for (const auto& group : groups) {
    EXPECT_EQ(group.auc->value, 0.5);
    EXPECT_FALSE(group.less_others);
  }
}

TEST(Subgroups, AreNotShownWhereAllPatientsAreAlike) {
  auto alike = cases;
  for (auto& of : alike) of.sex = "F";
  const auto study = study_of(alike);
  EXPECT_TRUE(subgroups(study.rows, study.patients, {"CCRT"}, {{"sex", {}}}).empty());
  EXPECT_TRUE(subgroup_blocks({}).empty());
}

TEST(Subgroups, RefuseAPatientWhomTheTableDoesNotHave) {
  auto study = study_of(cases);
  study.patients.pop_back();
  test::expect_error([&] { subgroups(study.rows, study.patients, {"CCRT"}, {{"sex", {}}}); }, {"P015"});
}

}  // namespace
}  // namespace residuum::study
