#include "decision/analysis.h"

#include <gtest/gtest.h>

#include "decision_cases.h"
#include "expect_error.h"

namespace residuum::decision {
namespace {

AnalysisOptions few_replicates() {
  AnalysisOptions options;
  options.replicates = 100;
  return options;
}

TEST(Analysis, IsTheSameOnAnyNumberOfThreads) {
  const auto table = test::confounded_table(150, 11);
  auto options = few_replicates();
  const auto one = analyse(table, options);
  options.threads = 3;
  const auto three = analyse(table, options);
  ASSERT_EQ(one.policies.size(), 5u);
  for (std::size_t i = 0; i < one.policies.size(); ++i) {
    EXPECT_EQ(one.policies[i].nrt_aipw.low, three.policies[i].nrt_aipw.low);
    EXPECT_EQ(one.policies[i].nrt_aipw.high, three.policies[i].nrt_aipw.high);
  }
  EXPECT_EQ(one.autoc.high, three.autoc.high);
}

// x makes patients sicker and more likely to get B: without adjustment B looks worse than it is.
TEST(Analysis, UndoesConfoundingThatTheCovariatesHold) {
  const auto table = test::confounded_table(4000, 12);
  const auto options = few_replicates();
  const auto adjusted = analyse(table, options);
  auto blind = table;
  blind.covariates.clear();
  for (auto& one : blind.cases) {
    one.covariates.clear();
    one.recommendation = recommend({{"A", 0.4}, {"B", 0.3}});
  }
  const auto unadjusted = analyse(blind, options);
  // E[1 - logistic(-1.2 + 0.8 x)], x standard normal. R 4.2.2:
  // integrate(function(x) (1 - plogis(-1.2 + 0.8 * x)) * dnorm(x), -Inf, Inf)
  const double truth = 0.74264;
  const auto& b_for_all = adjusted.policies[3];
  ASSERT_EQ(b_for_all.policy, "B for all");
  EXPECT_NEAR(b_for_all.nrt_aipw.value, truth, 0.03);
  EXPECT_NEAR(b_for_all.nrt_ipw->value, truth, 0.03);
  EXPECT_LT(unadjusted.policies[3].nrt_aipw.value, truth - 0.04);
}

TEST(Analysis, ComparesWithWhatThePhysiciansDid) {
  const auto analysis = analyse(test::confounded_table(300, 13), few_replicates());
  const auto& physicians = analysis.policies[1];
  EXPECT_EQ(physicians.policy, "the physicians");
  EXPECT_EQ(physicians.nrt_gain.value, 0);
  EXPECT_EQ(physicians.e_value->of_estimate, 1);
  const auto& recommended = analysis.policies[0];
  EXPECT_DOUBLE_EQ(recommended.nrt_gain.value, recommended.nrt_aipw.value - physicians.nrt_aipw.value);
  // Giving a regimen to nobody or everybody spares nothing against giving it at random to as many.
  EXPECT_NEAR(analysis.policies[2].spared->value, 0, 1e-12);
  EXPECT_NEAR(analysis.policies[3].spared->value, 0, 1e-12);
  for (const auto& one : analysis.policies) {
    EXPECT_LE(one.nrt_aipw.low, one.nrt_aipw.high);
    EXPECT_GE(one.nrt_aipw.low, 0);
    EXPECT_LE(one.nrt_aipw.high, 1);
  }
}

TEST(Analysis, SaysWhenThePatientsAreTooFew) {
  const auto few = test::case_table({{0.1, 0.1}, {0.2, 0.2}, {0.3, 0.3}, {0.4, 0.4}, {0.5, 0.5}},
                                    {0, 1, 1, 1, 1}, {0, 1, 0, 1, 0});
  test::expect_error([&] { analyse(few, few_replicates()); }, {"nobody was given A"});
  auto options = few_replicates();
  options.toxicity_cost = 2;
  test::expect_error([&] { analyse(test::confounded_table(50, 1), options); }, {"toxicity cost 2"});
}

}  // namespace
}  // namespace residuum::decision
