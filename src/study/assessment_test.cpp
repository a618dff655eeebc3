#include "study/assessment.h"

#include <gtest/gtest.h>

#include "decision_cases.h"
#include "study/assessment_report.h"
#include "study/assessment_tables.h"
#include "study/decide.h"

namespace residuum::study {
namespace {

AssessmentOptions quick() {
  AssessmentOptions options;
  options.analysis.replicates = 60;
  return options;
}

std::vector<std::string> names(const std::vector<std::pair<std::string, CsvTable>>& tables) {
  std::vector<std::string> result;
  for (const auto& [name, table] : tables) result.push_back(name);
  return result;
}

bool holds_nan(const std::string& text) {
  return text.find("nan") != std::string::npos || text.find("inf") != std::string::npos;
}

TEST(Assessment, SaysTheSameInTextTablesAndJson) {
  DecisionInput input;
  input.table = test::confounded_table(160, 21);
  const decision::Calibration calibration{{0.1, 0.2, 0.3, 0.6, 0.9}, {0, 0, 0, 1, 1}};
  const auto assessment = assess(input, {calibration, calibration}, quick());
  ASSERT_TRUE(assessment.analysis && assessment.comparison && assessment.bounded);
  const auto json = to_json(assessment);
  EXPECT_EQ(json["policies"].size(), 5u);
  EXPECT_EQ(json["judgement"]["model"]["right"], assessment.comparison->model.right);
  const auto text = assessment_text(assessment);
  EXPECT_NE(text.find("the model's recommendation"), std::string::npos);
  EXPECT_FALSE(holds_nan(text));
  EXPECT_FALSE(holds_nan(json.dump()));
  EXPECT_EQ(names(assessment_csv(assessment)),
            (std::vector<std::string>{"decision_curve", "policy_value", "overlap", "trade_off", "targeting",
                                      "bounded"}));
  EXPECT_FALSE(assessment.truth);
}

TEST(Assessment, JudgesStillWhereNothingCanBeEstimated) {
  DecisionInput input;
  input.table = test::case_table({{0.1, 0.1}, {0.9, 0.1}, {0.9, 0.9}}, {0, 0, 1}, {0, 1, 0});
  input.potential = {{false, false}, {true, false}, {true, true}};
  const auto assessment = assess(input, {}, quick());
  EXPECT_FALSE(assessment.analysis);
  EXPECT_NE(assessment.no_analysis.find("folds"), std::string::npos);
  EXPECT_EQ(assessment.comparison->model.right, 2);
  EXPECT_EQ(assessment.truth->accuracy.model.count, 3);
  EXPECT_EQ(names(assessment_csv(assessment)), (std::vector<std::string>{"decision_curve"}));
  EXPECT_NE(assessment_text(assessment).find("not estimated"), std::string::npos);
  EXPECT_FALSE(decision_truth_section(assessment).blocks.empty());
}

TEST(Assessment, CountsAbstentionsApart) {
  DecisionInput input;
  input.table = test::confounded_table(120, 22);
  int abstained = 0;
  for (auto& one : input.table.cases) {
    one.recommendation = decision::recommend(one.recommendation.predictions, {.margin = 0.1});
    abstained += one.recommendation.abstained();
  }
  ASSERT_GT(abstained, 0);
  const auto assessment = assess(input, {}, quick());
  EXPECT_EQ(assessment.comparison->model.abstained, abstained);
  const auto section = decision_section(assessment);
  EXPECT_NE(
      std::get<report::Paragraph>(section.blocks[0]).text.find(fmt::format("for {} patients", abstained)),
      std::string::npos);
}

}  // namespace
}  // namespace residuum::study
