#include "paper/t_stage.h"

#include <gtest/gtest.h>

namespace residuum::paper {
namespace {

TEST(StageBaseline, TheTStageAloneDoesAsWellAsTheNetworks) {
  const auto baselines = stage_baselines();
  ASSERT_EQ(baselines.size(), 2u);
  const auto& ccrt = baselines[0];
  EXPECT_EQ(ccrt.t4_means_rt.true_positive, 12);
  EXPECT_EQ(ccrt.t4_means_rt.false_positive, 1);
  EXPECT_EQ(ccrt.t4_means_rt.true_negative, 23);
  EXPECT_EQ(ccrt.t4_means_rt.false_negative, 6);
  EXPECT_NEAR(ccrt.t4_means_rt.accuracy().value, 0.833, 5e-4);
  // R 4.2.2, pROC: ci.auc(roc(label, stage, direction = "<"), method = "delong")
  EXPECT_NEAR(ccrt.auc.value, 0.840277777777778, 1e-12);
  EXPECT_NEAR(ccrt.auc.low, 0.717513439203394, 1e-9);
  EXPECT_NEAR(ccrt.auc.high, 0.963042116352161, 1e-9);
  EXPECT_EQ(ccrt.lowest_accuracy, 0.788);
  EXPECT_EQ(ccrt.highest_accuracy, 0.862);
  EXPECT_EQ(ccrt.highest_auc, 0.938);

  const auto& ic = baselines[1];
  EXPECT_NEAR(ic.t4_means_rt.accuracy().value, 0.860, 5e-4);
  EXPECT_NEAR(ic.auc.value, 0.880681818181818, 1e-12);
  EXPECT_NEAR(ic.auc.low, 0.782005062267742, 1e-9);
  EXPECT_EQ(ic.lowest_auc, 0.864);
}

}  // namespace
}  // namespace residuum::paper
