#include "decision/policy.h"

#include <gtest/gtest.h>

#include "decision/potential.h"
#include "decision_cases.h"
#include "expect_error.h"

namespace residuum::decision {
namespace {

TEST(Policy, PutsTheMostIntensiveRegimenForTheFallback) {
  const auto table = test::case_table({{0.1, 0.1}, {0.9, 0.1}, {0.9, 0.9}}, {0, 0, 0}, {0, 0, 0});
  EXPECT_EQ(recommended_policy(table).choice, (std::vector<std::size_t>{0, 1, 1}));
}

TEST(Policy, LeavesToThePhysiciansWhatIsNotRecommended) {
  auto table = test::case_table({{0.1, 0.1}}, {1}, {0});
  table.cases[0].recommendation =
      recommend(table.cases[0].recommendation.predictions, {.out_of_distribution = true});
  const auto policy = recommended_policy(table);
  EXPECT_EQ(policy.choice[0], as_given);
  EXPECT_EQ(toxicity(table, policy, 0), 1);
}

TEST(Policy, TreatsByTheTStageOnlyWhereAllAreKnown) {
  auto table = test::case_table({{0.1, 0.1}, {0.1, 0.1}}, {0, 0}, {0, 0});
  EXPECT_FALSE(knows_t_stages(table));
  EXPECT_EQ(standard_policies(table).size(), 4u);
  table.cases[0].t4 = true;
  table.cases[1].t4 = false;
  EXPECT_EQ(t_stage_policy(table).choice, (std::vector<std::size_t>{1, 0}));
  EXPECT_EQ(standard_policies(table).size(), 5u);
}

TEST(Policy, FollowsThePredictedBenefitAboveItsPrice) {
  const auto table = test::case_table({{0.5, 0.3}, {0.5, 0.45}, {0.2, 0.6}}, {0, 0, 0}, {0, 0, 0});
  EXPECT_EQ(benefit_policy(table, 0).choice, (std::vector<std::size_t>{1, 1, 0}));
  EXPECT_EQ(benefit_policy(table, 0.1).choice, (std::vector<std::size_t>{1, 0, 0}));
  EXPECT_EQ(benefit_policy(table, 0.3).choice, (std::vector<std::size_t>{0, 0, 0}));
}

TEST(Cases, MustBeSound) {
  const auto sound = test::case_table({{0.1, 0.1}, {0.2, 0.2}}, {0, 1}, {0, 1});
  require_sound(sound);
  auto twice = sound;
  twice.cases[1].patient = twice.cases[0].patient;
  test::expect_error([&] { require_sound(twice); }, {"P1", "twice"});
  auto order = sound;
  std::swap(order.regimens[0], order.regimens[1]);
  test::expect_error([&] { require_sound(order); }, {"P1", "prediction 1"});
  auto given = sound;
  given.cases[1].given = 2;
  test::expect_error([&] { require_sound(given); }, {"P2", "given"});
  auto covariate = sound;
  covariate.covariates = {"age"};
  test::expect_error([&] { require_sound(covariate); }, {"P1", "0 covariates"});
  test::expect_error([] { require_sound({{"A", "B"}, {}, {}}); }, {"no patient"});
}

// Four patients by hand: cured by both, by B alone, by none; and one whom the model sends wrong.
TEST(Potential, KnowsTheRightDecision) {
  const auto table =
      test::case_table({{0.1, 0.1}, {0.9, 0.1}, {0.9, 0.9}, {0.9, 0.1}}, {0, 0, 1, 0}, {0, 1, 1, 0});
  const PotentialOutcomes outcomes{{false, false}, {true, false}, {true, true}, {false, false}};
  const auto accuracy = true_accuracy(table, outcomes);
  EXPECT_EQ(accuracy.model.count, 3);
  EXPECT_EQ(accuracy.model.total, 4);
  EXPECT_EQ(accuracy.model_where_curable.count, 2);
  EXPECT_EQ(accuracy.model_where_curable.total, 3);
  EXPECT_EQ(accuracy.physician_where_curable.count, 2);
  EXPECT_EQ(true_nrt(table, outcomes, recommended_policy(table)), 0.75);
  EXPECT_EQ(true_nrt(table, outcomes, physicians_policy(table)), 0.5);
  EXPECT_EQ(true_nrt(table, outcomes, everyone_policy(table, 1)), 0.75);
  test::expect_error([&] { true_accuracy(table, {}); }, {"potential outcome"});
}

}  // namespace
}  // namespace residuum::decision
