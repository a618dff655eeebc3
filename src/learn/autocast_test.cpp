#include "learn/autocast.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::learn {
namespace {

TEST(Autocast, LastsForItsScope) {
  torch::nn::Linear layer(8, 8);
  const auto x = torch::rand({4, 8});
  const auto type = [&] { return layer->forward(x).scalar_type(); };
  {
    const AutocastScope scope({"cpu", nn::Precision::bf16, 1});
    EXPECT_EQ(type(), torch::kBFloat16);
  }
  EXPECT_EQ(type(), torch::kFloat32);
  const AutocastScope scope({"cpu", nn::Precision::fp32, 1});
  EXPECT_EQ(type(), torch::kFloat32);
}

// A cast weight kept from the scope before would hide the step in between.
TEST(Autocast, SeesWeightsThatChangedBetweenScopes) {
  torch::nn::Linear layer(2, 1);
  const auto run = [&] {
    const AutocastScope scope({"cpu", nn::Precision::bf16, 1});
    return layer->forward(torch::ones({1, 2})).item<double>();
  };
  run();
  {
    const torch::NoGradGuard no_gradients;
    layer->weight.fill_(3);
    layer->bias.zero_();
  }
  EXPECT_EQ(run(), 6);
}

}  // namespace
}  // namespace residuum::learn
