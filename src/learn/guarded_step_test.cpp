#include "learn/guarded_step.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "core/error.h"
#include "learn/optimiser.h"

namespace residuum::learn {
namespace {

class Guarded : public testing::Test {
 protected:
  torch::nn::BatchNorm1d norm_{2};
  Optimiser optimiser_{"sgd", norm_->parameters()};
  nn::Compute bf16_{"cpu", nn::Precision::bf16, 1};
  std::vector<nn::Precision> tried_;

  Guarded() { optimiser_.set_learning_rate(0.1); }

  // Not finite in the given precisions.
  auto loss(bool bad_bf16, bool bad_fp32) {
    return [=, this](const nn::Compute& compute) {
      tried_.push_back(compute.precision);
      const bool bad = compute.precision == nn::Precision::bf16 ? bad_bf16 : bad_fp32;
      auto x = torch::tensor({{1.0F, 2.0F}, {3.0F, 5.0F}});
      if (bad) x = x * std::nanf("");
      return norm_->forward(x).pow(2).mean() + norm_->weight.sum();
    };
  }
};

TEST_F(Guarded, AFiniteStepIsDoneOnce) {
  EXPECT_FALSE(guarded_step(*norm_, optimiser_, bf16_, loss(false, false)).redone);
  EXPECT_EQ(tried_, (std::vector{nn::Precision::bf16}));
}

TEST_F(Guarded, WhatIsNotFiniteInBf16IsDoneAgainInFloat32AsIfItHadNotBeen) {
  torch::nn::BatchNorm1d other(2);
  Optimiser optimiser("sgd", other->parameters());
  optimiser.set_learning_rate(0.1);
  const auto step = guarded_step(*norm_, optimiser_, bf16_, loss(true, false));
  EXPECT_TRUE(step.redone);
  EXPECT_EQ(tried_, (std::vector{nn::Precision::bf16, nn::Precision::fp32}));
  const auto x = torch::tensor({{1.0F, 2.0F}, {3.0F, 5.0F}});
  const auto right = other->forward(x).pow(2).mean() + other->weight.sum();
  EXPECT_EQ(step.loss, optimiser.step(right));
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_TRUE(torch::equal(norm_->parameters()[i], other->parameters()[i]));
    EXPECT_TRUE(torch::equal(norm_->buffers()[i], other->buffers()[i])) << "a statistic kept the first try";
  }
}

TEST_F(Guarded, WhatIsNotFiniteInFloat32EitherIsAFailure) {
  const auto weight = norm_->weight.detach().clone();
  EXPECT_THROW(guarded_step(*norm_, optimiser_, bf16_, loss(true, true)), Error);
  nn::Compute fp32 = bf16_;
  fp32.precision = nn::Precision::fp32;
  EXPECT_THROW(guarded_step(*norm_, optimiser_, fp32, loss(false, true)), Error);
  EXPECT_TRUE(torch::equal(norm_->weight, weight));
}

}  // namespace
}  // namespace residuum::learn
