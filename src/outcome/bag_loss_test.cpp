#include "outcome/bag_loss.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

namespace residuum::outcome {
namespace {

torch::Tensor bag_loss(const torch::Tensor& logits, const torch::Tensor& patient,
                       const torch::Tensor& outcomes) {
  return cross_entropy(mean_log_probabilities(logits, patient, outcomes.size(0)), outcomes,
                       torch::ones_like(outcomes), 0);
}

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

TEST(BagLoss, IsTheCrossEntropyOfTheMeanProbability) {
  const auto logits = torch::tensor({0.3F, -1.2F, 2.0F, 0.5F, -0.7F});
  const auto patient = torch::tensor(std::vector<std::int64_t>{0, 0, 0, 1, 1});
  const double first = (sigmoid(0.3) + sigmoid(-1.2) + sigmoid(2.0)) / 3;
  const double second = (sigmoid(0.5) + sigmoid(-0.7)) / 2;
  EXPECT_NEAR(bag_loss(logits, patient, torch::tensor({1.0F, 0.0F})).item<double>(),
              -(std::log(first) + std::log(1 - second)) / 2, 1e-6);
}

// Autograd against the derivative by hand: dL/dz = -(y / p - (1 - y) / (1 - p)) s(z) (1 - s(z)) / n.
TEST(BagLoss, IsLearntThroughTheMean) {
  auto logits = torch::tensor({0.3F, -1.2F}).requires_grad_();
  bag_loss(logits, torch::tensor(std::vector<std::int64_t>{0, 0}), torch::tensor({1.0F})).backward();
  const double a = sigmoid(0.3), b = sigmoid(-1.2), mean = (a + b) / 2;
  EXPECT_NEAR(logits.grad()[0].item<double>(), -a * (1 - a) / 2 / mean, 1e-6);
  EXPECT_NEAR(logits.grad()[1].item<double>(), -b * (1 - b) / 2 / mean, 1e-6);
}

TEST(BagLoss, AConfidentErrorIsFiniteAndHasAGradient) {
  auto logits = torch::tensor({300.0F, 280.0F}).requires_grad_();
  const auto loss = bag_loss(logits, torch::tensor(std::vector<std::int64_t>{0, 0}), torch::tensor({0.0F}));
  loss.backward();
  EXPECT_TRUE(std::isfinite(loss.item<double>()));
  EXPECT_GT(logits.grad().sum().item<double>(), 0.5);
}

// Against torch's own loss, weights and smoothing by hand.
TEST(BagLoss, OfSingleLogitsIsBinaryCrossEntropy) {
  const auto logits = torch::tensor({0.3F, -1.2F, 2.0F}), outcomes = torch::tensor({1.0F, 0.0F, 0.0F});
  const auto weights = torch::tensor({2.0F, 1.0F, 1.0F});
  const double smoothing = 0.1;
  const auto smooth = outcomes * (1 - smoothing) + smoothing / 2;
  const auto theirs = torch::binary_cross_entropy_with_logits(logits, smooth, {}, {}, at::Reduction::None);
  EXPECT_NEAR(cross_entropy(log_probabilities(logits), outcomes, weights, smoothing).item<double>(),
              ((theirs * weights).sum() / 4).item<double>(), 1e-6);
}

}  // namespace
}  // namespace residuum::outcome
