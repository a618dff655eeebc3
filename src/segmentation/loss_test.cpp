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

// Weights as given; a smaller output is compared with what half of the area says.
TEST(SegmentationLoss, AddsUpOutputsOfSeveralResolutions) {
  const auto target = torch::tensor({1.0F, 1.0F, 0.0F, 0.0F,  //
                                     0.0F, 0.0F, 0.0F, 1.0F})
                          .view({1, 2, 4});
  const auto full = torch::zeros({1, 1, 2, 4});
  const auto half = torch::tensor({0.7F, -0.2F}).view({1, 1, 1, 2});
  const auto half_target = torch::tensor({1.0F, 0.0F}).view({1, 1, 2});  // 2 of 4 pixels, 1 of 4
  const auto apart = [](const torch::Tensor& logits, const torch::Tensor& truth) {
    return dice_and_cross_entropy(logits.squeeze(1), truth).item<double>();
  };
  const auto sum = weighted_loss("dice_and_cross_entropy", {full, half}, {0.6, 0.3}, target);
  EXPECT_NEAR(sum.item<double>(), 0.6 * apart(full, target) + 0.3 * apart(half, half_target), 1e-6);
  const auto one = weighted_loss("cross_entropy", {full}, {1}, target);
  EXPECT_NEAR(one.item<double>(), std::log(2.0), 1e-6);
}

}  // namespace
}  // namespace residuum::segmentation
