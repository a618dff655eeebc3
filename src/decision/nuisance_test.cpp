#include "decision/nuisance.h"

#include <gtest/gtest.h>

#include <set>

#include "decision/overlap.h"
#include "decision/policy_value.h"
#include "decision_cases.h"
#include "expect_error.h"

namespace residuum::decision {
namespace {

TEST(Folds, AreEvenWithinRegimenAndOutcome) {
  const auto table = test::confounded_table(100, 1);
  const auto folds = assign_folds(table, {});
  std::vector<int> counts(5, 0);
  for (const int fold : folds) ++counts.at(static_cast<std::size_t>(fold));
  EXPECT_EQ(counts, (std::vector<int>{20, 20, 20, 20, 20}));
  EXPECT_EQ(folds, assign_folds(table, {}));
  NuisanceOptions other;
  other.seed = 2;
  EXPECT_NE(folds, assign_folds(table, other));
  NuisanceOptions many;
  many.folds = 101;
  test::expect_error([&] { assign_folds(table, many); }, {"101 folds", "100 patients"});
}

// The guarantee of cross-fitting: what is said of a patient does not hang on what happened to him.
TEST(Nuisance, DescribesAPatientWithoutHisOwnOutcome) {
  auto table = test::confounded_table(120, 2);
  const auto folds = assign_folds(table, {});
  const auto before = fit_nuisance(table, folds, {});
  auto& one = table.cases[7];
  one.actual = one.actual == cohort::Outcome::rt ? cohort::Outcome::nrt : cohort::Outcome::rt;
  one.given = 1 - one.given;
  const auto after = fit_nuisance(table, folds, {});
  EXPECT_EQ(before.propensity[7], after.propensity[7]);
  EXPECT_EQ(before.nrt[7], after.nrt[7]);
  EXPECT_NE(before.nrt, after.nrt);
}

TEST(Nuisance, GivesPropensitiesThatAddUpToOne) {
  auto table = test::confounded_table(150, 3);
  table.regimens.push_back("C");
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    auto predictions = table.cases[i].recommendation.predictions;
    predictions.push_back({"C", 0.2});
    table.cases[i].recommendation = recommend(predictions);
    if (i % 4 == 0) table.cases[i].given = 2;
  }
  NuisanceOptions options;
  options.clip = 0;
  const auto nuisance = fit_nuisance(table, assign_folds(table, options), options);
  for (const auto& row : nuisance.propensity) EXPECT_NEAR(row[0] + row[1] + row[2], 1, 1e-12);
}

TEST(Nuisance, CountsWhatItClips) {
  const auto table = test::confounded_table(200, 4);
  NuisanceOptions options;
  options.clip = 0.25;
  const auto nuisance = fit_nuisance(table, assign_folds(table, options), options);
  EXPECT_GT(nuisance.clipped, 0);
  EXPECT_LT(nuisance.lowest, 0.25);
  for (const auto& row : nuisance.propensity) EXPECT_GE(row[0], 0.25);
  const auto warnings = propensity_warnings(nuisance, options);
  ASSERT_FALSE(warnings.empty());
  EXPECT_NE(warnings.back().find("clipped to 0.25 .. 0.75"), std::string::npos);
}

TEST(Nuisance, PutsARateWhereThereIsOneOutcomeAlone) {
  auto table = test::confounded_table(60, 5);
  for (auto& one : table.cases) {
    if (one.given == 1) one.actual = cohort::Outcome::nrt;
  }
  const auto nuisance = fit_nuisance(table, assign_folds(table, {}), {});
  EXPECT_EQ(nuisance.constant, 5);
  for (const auto& row : nuisance.nrt) EXPECT_GT(row[1], 0.9);
}

TEST(Nuisance, RefusesARegimenThatNobodyWasGiven) {
  auto table = test::confounded_table(60, 6);
  for (auto& one : table.cases) one.given = 0;
  test::expect_error([&] { fit_nuisance(table, assign_folds(table, {}), {}); }, {"nobody was given B"});
}

TEST(Nuisance, CountsAPatientAsOftenAsHisWeightSays) {
  const auto table = test::confounded_table(80, 7);
  const auto folds = assign_folds(table, {});
  auto doubled = table;
  auto doubled_folds = folds;
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    doubled.cases.push_back(table.cases[i]);
    doubled.cases.back().patient += "b";
    doubled_folds.push_back(folds[i]);
  }
  const auto weighted = fit_nuisance(table, folds, {}, std::vector<double>(table.cases.size(), 2));
  const auto twice = fit_nuisance(doubled, doubled_folds, {});
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    EXPECT_NEAR(weighted.propensity[i][0], twice.propensity[i][0], 1e-9);
    EXPECT_NEAR(weighted.nrt[i][1], twice.nrt[i][1], 1e-9);
  }
}

TEST(Overlap, SaysWhereNobodyFollowed) {
  const auto table = test::case_table({{0.9, 0.1}, {0.9, 0.1}}, {0, 0}, {0, 1});
  const auto policy = recommended_policy(table);
  const auto warnings = overlap_warnings(table, policy, {});
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("nobody of 2 patients"), std::string::npos);
}

}  // namespace
}  // namespace residuum::decision
