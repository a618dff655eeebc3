#include "study/fusion.h"

#include <gtest/gtest.h>

#include "cohorts.h"
#include "expect_error.h"

namespace residuum::study {
namespace {

cohort::Patient named(const std::string& id) {
  cohort::Patient patient;
  patient.id = id;
  return patient;
}

TEST(Fusion, MarksMissingValuesWhereAnyoneFittedOnLacksThem) {
  const std::vector<cohort::Patient> fitted{named("A"), named("B")}, all{named("A"), named("B"), named("C")};
  const outcome::PatientNumbers clinical{
      {"A", {{"age", 50}, {"male", 1}}}, {"B", {{"male", 0}}}, {"C", {{"age", 61}}}};
  const auto made = fusion_numbers(clinical, {"age", "sex", "t_stage"}, all, fitted);
  // Nobody has a T stage; of sex the fitted lack nothing.
  EXPECT_EQ(made.columns, (std::vector<std::string>{"age", "age missing", "male"}));
  EXPECT_EQ(made.numbers.at("A").at("age missing"), 0);
  EXPECT_EQ(made.numbers.at("B").at("age missing"), 1);
  EXPECT_FALSE(made.numbers.at("B").contains("age"));
  EXPECT_FALSE(made.numbers.at("C").contains("male"));
}

PredictionRow row(const char* id, double probability, bool rt) {
  PredictionRow made;
  made.prediction = {id, "CCRT", probability};
  made.given = "CCRT";
  made.actual = rt ? cohort::Outcome::rt : cohort::Outcome::nrt;
  return made;
}

TEST(Fusion, ComparesOnThePatientsWhoHadTheRegimen) {
  std::vector<PredictionRow> predictions{row("A", 0.4, false), row("B", 0.6, false), row("C", 0.5, true),
                                         row("D", 0.9, true), row("E", 0.1, true)};
  predictions[4].given = "IC+CCRT";
  const std::map<std::string, double> clinical{{"A", 0.5}, {"B", 0.1}, {"C", 0.5}, {"D", 0.2}},
      both{{"A", 0.2}, {"B", 0.3}, {"C", 0.6}, {"D", 0.9}};
  const auto comparison = compare_fusion(predictions, "CCRT", clinical, both);
  EXPECT_EQ(comparison.patients, 4);
  EXPECT_EQ(comparison.rt, 2);
  ASSERT_EQ(comparison.rows.size(), 3u);
  EXPECT_DOUBLE_EQ(comparison.rows[0].auc, 0.75);
  EXPECT_DOUBLE_EQ(comparison.rows[1].auc, 0.625);
  EXPECT_DOUBLE_EQ(comparison.rows[2].auc, 1);
  ASSERT_TRUE(comparison.rows[0].gain);
  EXPECT_NEAR(comparison.rows[0].gain->value, 0.25, 1e-12);
  EXPECT_NEAR(comparison.rows[1].gain->value, 0.375, 1e-12);
  EXPECT_FALSE(comparison.rows[2].gain);
  test::expect_error([&] { compare_fusion(predictions, "CCRT", clinical, {}); }, {"patient A"});
}

TEST(Fusion, ModelsComeBackFromTheirFile) {
  const FusionModel model{"CCRT", 40, 13, -1.5, 3, {{"image", 0.8, -2, 3}, {"age", 0.01, 30, 70}}};
  const auto read = fusion_model_from_json(to_json(model), "here");
  EXPECT_EQ(to_json(read), to_json(model));
  test::expect_error([] { fusion_model_from_json({{"regimen", "x"}}, "here"); }, {"here"});
}

}  // namespace
}  // namespace residuum::study
