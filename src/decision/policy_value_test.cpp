#include "decision/policy_value.h"

#include <gtest/gtest.h>

#include "decision/trade_off.h"
#include "decision_cases.h"

namespace residuum::decision {
namespace {

// Four patients, two of each regimen; propensities and outcome models set by hand.
struct ByHand {
  CaseTable table =
      test::case_table({{0.1, 0.1}, {0.9, 0.1}, {0.1, 0.1}, {0.9, 0.1}}, {0, 0, 1, 1}, {0, 1, 1, 0});
  Nuisance nuisance;

  ByHand() {
    nuisance.propensity = {{0.8, 0.2}, {0.5, 0.5}, {0.6, 0.4}, {0.2, 0.8}};
    nuisance.nrt = {{0.7, 0.9}, {0.3, 0.6}, {0.5, 0.6}, {0.2, 0.5}};
  }
};

// Recommended: A, B, A, B. Followed: patients 1 (weight 1/0.8, NRT) and 4 (weight 1/0.8, NRT).
TEST(PolicyValue, AgreesWithTheFormulasByHand) {
  const ByHand given;
  const auto value = value_of(given.table, given.nuisance, recommended_policy(given.table));
  EXPECT_DOUBLE_EQ(value.nrt_ipw, 1);
  // Predictions 0.7, 0.6, 0.5, 0.5; missed 0.3 and 0.5 with equal weights.
  EXPECT_DOUBLE_EQ(value.nrt_aipw, (0.7 + 0.6 + 0.5 + 0.5) / 4 + 0.4);
  EXPECT_DOUBLE_EQ(value.toxic, 0.5);
  EXPECT_DOUBLE_EQ(value.followed, 2);
  EXPECT_DOUBLE_EQ(value.effective, 2);
  EXPECT_DOUBLE_EQ(value.largest_weight, 1.25);
  EXPECT_DOUBLE_EQ(value.net(0.1), value.nrt_aipw - 0.05);
}

TEST(PolicyValue, WeighsUnlikePatientsUnlike) {
  const ByHand given;
  const auto value = value_of(given.table, given.nuisance, everyone_policy(given.table, 1));
  // Patient 3 weighs 2.5 and had RT, patient 4 weighs 1.25 and had not.
  EXPECT_DOUBLE_EQ(value.nrt_ipw, 1.25 / 3.75);
  EXPECT_DOUBLE_EQ(value.nrt_aipw, (0.9 + 0.6 + 0.6 + 0.5) / 4 + (2.5 * -0.6 + 1.25 * 0.5) / 3.75);
  EXPECT_DOUBLE_EQ(value.effective, 3.75 * 3.75 / (2.5 * 2.5 + 1.25 * 1.25));
}

TEST(PolicyValue, TakesThePhysiciansByWhatHappened) {
  const ByHand given;
  const auto value = value_of(given.table, given.nuisance, physicians_policy(given.table));
  EXPECT_DOUBLE_EQ(value.nrt_ipw, 0.5);
  EXPECT_DOUBLE_EQ(value.nrt_aipw, 0.5);
  EXPECT_DOUBLE_EQ(value.toxic, 0.5);
}

TEST(PolicyValue, RestsOnTheOutcomeModelsWhereNobodyFollowed) {
  const auto table = test::case_table({{0.9, 0.1}, {0.9, 0.1}}, {0, 0}, {0, 1});
  Nuisance nuisance;
  nuisance.propensity = {{0.5, 0.5}, {0.5, 0.5}};
  nuisance.nrt = {{0.5, 0.8}, {0.5, 0.6}};
  const auto value = value_of(table, nuisance, recommended_policy(table));
  EXPECT_TRUE(std::isnan(value.nrt_ipw));
  EXPECT_DOUBLE_EQ(value.nrt_aipw, 0.7);
  EXPECT_EQ(value.followed, 0);
}

TEST(PolicyValue, CountsDrawnPatientsAsOftenAsDrawn) {
  const ByHand given;
  const auto policy = everyone_policy(given.table, 0);
  const auto value = value_of(given.table, given.nuisance, policy, {0, 2, 0, 0});
  EXPECT_DOUBLE_EQ(value.nrt_ipw, 0);
  EXPECT_DOUBLE_EQ(value.followed, 2);
  EXPECT_EQ(policy_weights(given.table, given.nuisance, policy), (std::vector<double>{1.25, 2}));
}

TEST(DoublyRobustScores, AddWhatTheModelMissed) {
  const ByHand given;
  const auto scores = doubly_robust_scores(given.table, given.nuisance, 0);
  EXPECT_DOUBLE_EQ(scores[0], 0.7 + 0.3 / 0.8);
  EXPECT_DOUBLE_EQ(scores[1], 0.3 - 0.3 / 0.5);
  EXPECT_DOUBLE_EQ(scores[2], 0.5);
}

TEST(TradeOffs, FallWithThePriceByTheShareTreated) {
  const ByHand given;
  const auto curves =
      trade_offs(given.table, given.nuisance,
                 {everyone_policy(given.table, 0), everyone_policy(given.table, 1)}, {0, 0.2});
  ASSERT_EQ(curves.size(), 3u);
  EXPECT_DOUBLE_EQ(curves[0].net[0], curves[0].net[1]);
  EXPECT_DOUBLE_EQ(curves[1].net[0] - curves[1].net[1], 0.2);
  // At no price everybody but patients 1 and 3, for whom the models see no gain, is treated.
  EXPECT_DOUBLE_EQ(curves[2].net[0],
                   value_of(given.table, given.nuisance, recommended_policy(given.table)).nrt_aipw);
}

}  // namespace
}  // namespace residuum::decision
