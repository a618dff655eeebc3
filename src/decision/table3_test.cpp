// Table 3 of Hua HL, Li S, Huang H, et al., Quant Imaging Med Surg 2023;13(6):3569-3586,
// doi 10.21037/qims-22-1226: 85 test patients in 11 situations, and what the article makes of them.
#include <gtest/gtest.h>

#include "decision/judge.h"

namespace residuum::decision {
namespace {

using cohort::Outcome;
using enum cohort::Outcome;

struct Situation {
  Outcome ccrt_model, ic_model;
  const char* recommended;
  const char* physician_gave;
  Outcome effect;
  int cases;
};

constexpr Situation table3[] = {
    {rt, nrt, "IC+CCRT", "IC+CCRT", nrt, 9}, {nrt, nrt, "CCRT", "IC+CCRT", nrt, 17},
    {nrt, rt, "CCRT", "IC+CCRT", nrt, 2},    {rt, rt, "IBT", "IC+CCRT", nrt, 4},
    {rt, rt, "IBT", "IC+CCRT", rt, 11},      {nrt, nrt, "CCRT", "CCRT", nrt, 21},
    {nrt, rt, "CCRT", "CCRT", nrt, 2},       {rt, rt, "IBT", "CCRT", nrt, 1},
    {nrt, nrt, "CCRT", "CCRT", rt, 4},       {rt, nrt, "IC+CCRT", "CCRT", rt, 9},
    {rt, rt, "IBT", "CCRT", rt, 5},
};

TEST(Table3, IsReproduced) {
  std::vector<Judgement> judgements;
  for (const auto& situation : table3) {
    const auto probability = [](Outcome outcome) { return outcome == rt ? 0.9 : 0.1; };
    const auto recommendation = recommend(
        {{"CCRT", probability(situation.ccrt_model)}, {"IC+CCRT", probability(situation.ic_model)}});
    EXPECT_EQ(recommendation.regimen, situation.recommended);
    judgements.insert(judgements.end(), static_cast<std::size_t>(situation.cases),
                      judge(recommendation, situation.physician_gave, situation.effect));
  }
  ASSERT_EQ(judgements.size(), 85u);
  const auto comparison = compare(judgements);

  // As printed: physician 39/65 = 60.00%, model 58/69 = 84.06%, P = 0.002.
  EXPECT_EQ(comparison.physician.right, 39);
  EXPECT_EQ(comparison.physician.right + comparison.physician.wrong, 65);
  EXPECT_NEAR(comparison.physician.value, 0.6000, 5e-5);
  EXPECT_EQ(comparison.model.right, 58);
  EXPECT_EQ(comparison.model.right + comparison.model.wrong, 69);
  EXPECT_NEAR(comparison.model.value, 0.8406, 5e-5);
  // R 4.2.2: chisq.test(matrix(c(58, 11, 39, 26), 2, byrow = TRUE), correct = FALSE)$p.value
  EXPECT_NEAR(comparison.pearson_p, 0.00185075639378566, 1e-12);

  // Beyond the article. R 4.2.2: prop.test(58, 69, correct = FALSE)$conf.int, the same of 39 and 65, and
  // binom.test(26, 33)$p.value for the pairs.
  EXPECT_NEAR(comparison.model.low, 0.736655182851804, 1e-12);
  EXPECT_NEAR(comparison.model.high, 0.908581757222320, 1e-12);
  EXPECT_NEAR(comparison.physician.low, 0.478559993482405, 1e-12);
  EXPECT_NEAR(comparison.physician.high, 0.710279700253024, 1e-12);
  EXPECT_EQ(comparison.only_model_right, 26);
  EXPECT_EQ(comparison.only_physician_right, 7);
  EXPECT_NEAR(comparison.mcnemar_p, 0.00131872715428472, 1e-12);
}

}  // namespace
}  // namespace residuum::decision
