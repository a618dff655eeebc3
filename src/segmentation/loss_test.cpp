#include "segmentation/loss.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::segmentation {
namespace {

TEST(SegmentationLoss, IsTheMeanOfItsTwoParts) {
  const auto logits = torch::zeros({1, 2, 2});  // probability 1/2 everywhere
  const auto target = torch::tensor({1.0F, 0.0F, 0.0F, 0.0F}).view({1, 2, 2});
  const double cross_entropy = std::log(2.0);
  const double dice = (2 * 0.5 + 1) / (2.0 + 1.0 + 1.0);  // smoothed by one pixel
  EXPECT_NEAR(dice_and_cross_entropy(logits, target).item<double>(), 0.5 * (cross_entropy + 1 - dice), 1e-6);
}

TEST(SegmentationLoss, VanishesForTheTruthAndIsFiniteForItsOpposite) {
  const auto target = torch::tensor({1.0F, 0.0F, 1.0F, 0.0F}).view({1, 2, 2});
  const auto sure = (target * 2 - 1) * 200;
  EXPECT_NEAR(dice_and_cross_entropy(sure, target).item<double>(), 0, 1e-6);
  auto wrong = (-sure).clone().requires_grad_();
  const auto loss = dice_and_cross_entropy(wrong, target);
  loss.backward();
  EXPECT_TRUE(std::isfinite(loss.item<double>()));
  EXPECT_TRUE(wrong.grad().isfinite().all().item<bool>());
  EXPECT_GT(wrong.grad().abs().sum().item<double>(), 0);
}

TEST(SegmentationLoss, WithoutTumourAsksForLess) {
  auto logits = torch::zeros({1, 4, 4}).requires_grad_();
  dice_and_cross_entropy(logits, torch::zeros({1, 4, 4})).backward();
  EXPECT_GT(logits.grad().min().item<double>(), 0);
}

}  // namespace
}  // namespace residuum::segmentation
