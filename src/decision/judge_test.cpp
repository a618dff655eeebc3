#include "decision/judge.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::decision {
namespace {

using cohort::Outcome;
using enum cohort::Outcome;
using Verdict::not_judged, Verdict::right, Verdict::wrong;

Recommendation models_say(Outcome ccrt, Outcome ic) {
  const auto probability = [](Outcome outcome) { return outcome == rt ? 0.8 : 0.2; };
  return recommend({{"CCRT", probability(ccrt)}, {"IC+CCRT", probability(ic)}});
}

struct Row {
  Outcome ccrt_model, ic_model;
  const char* recommended;
  const char* given;
  Outcome effect;
  Verdict model, physician;
};

// Every pair of predictions against every decision and effect: 16 rows, which are the 12 conditions, those
// that recommend CCRT once for each answer of IC + CCRT's model.
constexpr Row rows[] = {
    {nrt, nrt, "CCRT", "CCRT", nrt, right, right},
    {nrt, rt, "CCRT", "CCRT", nrt, right, right},
    {nrt, nrt, "CCRT", "CCRT", rt, wrong, not_judged},
    {nrt, rt, "CCRT", "CCRT", rt, wrong, not_judged},
    {nrt, nrt, "CCRT", "IC+CCRT", nrt, right, wrong},
    {nrt, rt, "CCRT", "IC+CCRT", nrt, wrong, right},
    {nrt, nrt, "CCRT", "IC+CCRT", rt, wrong, wrong},
    {nrt, rt, "CCRT", "IC+CCRT", rt, right, wrong},
    {rt, nrt, "IC+CCRT", "IC+CCRT", nrt, right, right},
    {rt, nrt, "IC+CCRT", "IC+CCRT", rt, wrong, not_judged},
    {rt, nrt, "IC+CCRT", "CCRT", nrt, wrong, right},
    {rt, nrt, "IC+CCRT", "CCRT", rt, right, wrong},
    {rt, rt, "IBT", "CCRT", nrt, wrong, right},
    {rt, rt, "IBT", "IC+CCRT", nrt, wrong, right},
    {rt, rt, "IBT", "CCRT", rt, not_judged, not_judged},
    {rt, rt, "IBT", "IC+CCRT", rt, not_judged, not_judged},
};

class Condition : public testing::TestWithParam<Row> {};

TEST_P(Condition, IsJudgedAsTheStudySays) {
  const Row& row = GetParam();
  const auto recommendation = models_say(row.ccrt_model, row.ic_model);
  EXPECT_EQ(recommendation.regimen, row.recommended);
  const auto judgement = judge(recommendation, row.given, row.effect);
  EXPECT_EQ(to_string(judgement.model), to_string(row.model));
  EXPECT_EQ(to_string(judgement.physician), to_string(row.physician));
}

std::string name_of(const testing::TestParamInfo<Row>& chosen) {
  const Row& row = chosen.param;
  const auto plain = [](std::string text) { return std::erase(text, '+'), text; };
  return to_string(row.ccrt_model) + "_" + to_string(row.ic_model) + "_gave_" + plain(row.given) + "_" +
         to_string(row.effect);
}

INSTANTIATE_TEST_SUITE_P(Judge, Condition, testing::ValuesIn(rows), name_of);

TEST(Judge, JudgesNobodyWhereNothingWasRecommended) {
  const auto recommendation = recommend({{"CCRT", 0.1}, {"IC+CCRT", 0.1}}, {.out_of_distribution = true});
  for (const auto effect : {nrt, rt}) {
    const auto judgement = judge(recommendation, "CCRT", effect);
    EXPECT_EQ(judgement.model, Verdict::abstained);
    EXPECT_EQ(judgement.physician, not_judged);
    const auto comparison = compare({judgement});
    EXPECT_EQ(comparison.model.abstained, 1);
    EXPECT_EQ(comparison.model.not_judged, 0);
  }
}

TEST(Judge, NeedsTwoRegimensAndOneOfThemGiven) {
  test::expect_error([] { judge(recommend({{"A", 0.1}}), "A", nrt); }, {"1 regimens", "two"});
  test::expect_error(
      [] {
        judge(recommend({{"A", 0.1}, {"B", 0.1}, {"C", 0.1}}), "A", nrt);
      },
      {"3 regimens"});
  test::expect_error([] { judge(models_say(nrt, nrt), "IBT", nrt); }, {"given \"IBT\"", "CCRT or IC+CCRT"});
  auto mistaken = models_say(nrt, nrt);
  mistaken.regimen = "CRT";
  test::expect_error([&] { judge(mistaken, "CCRT", nrt); }, {"recommended \"CRT\""});
}

TEST(Compare, OfNothingKnowsNothing) {
  const auto comparison = compare({{not_judged, not_judged}});
  EXPECT_EQ(comparison.model.not_judged, 1);
  EXPECT_EQ(comparison.model.value, 0);
  EXPECT_EQ(comparison.model.low, 0);
  EXPECT_EQ(comparison.model.high, 1);
  EXPECT_EQ(comparison.pearson_p, 1);
  EXPECT_EQ(comparison.mcnemar_p, 1);
}

TEST(Compare, PairsOnlyWhatIsJudgedOnBothSides) {
  const auto comparison =
      compare({{right, wrong}, {right, wrong}, {wrong, right}, {wrong, not_judged}, {right, right}});
  EXPECT_EQ(comparison.model.right, 3);
  EXPECT_EQ(comparison.model.wrong, 2);
  EXPECT_EQ(comparison.physician.right, 2);
  EXPECT_EQ(comparison.physician.wrong, 2);
  EXPECT_EQ(comparison.both_right, 1);
  EXPECT_EQ(comparison.both_wrong, 0);
  EXPECT_EQ(comparison.only_model_right, 2);
  EXPECT_EQ(comparison.only_physician_right, 1);
}

}  // namespace
}  // namespace residuum::decision
