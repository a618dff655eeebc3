#include "decision/recommend.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::decision {
namespace {

using cohort::Outcome;

// The study's four situations (Hua et al. 2023): what the model of each regimen says, and what follows.
TEST(Recommend, FollowsTheFourSituations) {
  const auto of = [](double a, double b) { return recommend({{"CCRT", a}, {"IC+CCRT", b}}); };
  EXPECT_EQ(of(0.1, 0.1).regimen, "CCRT");
  EXPECT_EQ(of(0.1, 0.9).regimen, "CCRT");
  EXPECT_EQ(of(0.9, 0.1).regimen, "IC+CCRT");
  EXPECT_EQ(of(0.9, 0.9).regimen, "IBT");
  EXPECT_EQ(of(0.9, 0.1).effect, Outcome::nrt);
  EXPECT_EQ(of(0.9, 0.9).effect, Outcome::rt);
  ASSERT_EQ(of(0.9, 0.1).predictions.size(), 2u);
  EXPECT_EQ(of(0.9, 0.1).predictions[1].regimen, "IC+CCRT");
}

TEST(Recommend, TakesTheLeastToxicOfSeveral) {
  EXPECT_EQ(recommend({{"A", 0.9}, {"B", 0.2}, {"C", 0.1}}).regimen, "B");
  EXPECT_EQ(recommend({{"A", 0.9}}).regimen, fallback);
}

TEST(Recommend, CountsFromTheThresholdOn) {
  EXPECT_EQ(recommend({{"A", 0.3, 0.3}}).effect, Outcome::rt);
  EXPECT_EQ(recommend({{"A", 0.299, 0.3}}).effect, Outcome::nrt);
  EXPECT_EQ(recommend({{"A", 0.7, 0.8}}).effect, Outcome::nrt);
}

// NaN >= threshold is false, and "not RT" was "no residual tumour": less treatment for a broken number.
TEST(Recommend, TakesNoBrokenNumberForGoodNews) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ((RegimenPrediction{"A", nan, 0.5}.predicted()), Outcome::rt);
  for (const double wrong : {nan, -0.1, 1.1}) {
    test::expect_error([&] { recommend({{"A", 0.1}, {"B", wrong}}); }, {"regimen B", "probability"});
    test::expect_error([&] { recommend({{"A", 0.1, wrong}}); }, {"regimen A", "threshold"});
  }
}

TEST(Recommend, AbstainsNearTheThresholdThatDecides) {
  const auto of = [](double a, double b) { return recommend({{"A", a}, {"B", b}}, {.margin = 0.1}); };
  EXPECT_EQ(of(0.2, 0.5).regimen, "A");  // B is not asked
  EXPECT_EQ(of(0.45, 0.1).regimen, no_recommendation);
  EXPECT_EQ(of(0.55, 0.1).abstention, Abstention::near_threshold);
  EXPECT_EQ(of(0.9, 0.1).regimen, "B");
  EXPECT_EQ(of(0.9, 0.55).regimen, no_recommendation);
  EXPECT_EQ(of(0.9, 0.9).regimen, fallback);
  EXPECT_EQ(of(0.39, 0.9).regimen, "A");
  EXPECT_EQ(to_string(of(0.5, 0.5).abstention), "near the threshold");
}

TEST(Recommend, AbstainsOutsideTheTrainingRange) {
  const auto recommendation = recommend({{"A", 0.1}}, {.out_of_distribution = true});
  EXPECT_TRUE(recommendation.abstained());
  EXPECT_EQ(recommendation.regimen, no_recommendation);
  EXPECT_EQ(recommendation.predictions.size(), 1u);
  test::expect_error([] { recommend({{"A", 0.1}}, {.margin = 0.6}); }, {"margin", "0 to 0.5"});
}

TEST(Recommend, NeedsRegimensThatCanBeTold) {
  test::expect_error([] { recommend({}); }, {"no prediction"});
  test::expect_error([] { recommend({{"A", 0.1}, {"A", 0.2}}); }, {"regimen A", "twice"});
  test::expect_error([] { recommend({{"IBT", 0.1}}); }, {"regimen IBT", "fallback"});
}

}  // namespace
}  // namespace residuum::decision
