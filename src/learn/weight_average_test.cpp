#include "learn/weight_average.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "expect_error.h"

namespace residuum::learn {
namespace {

TEST(WeightAverage, FollowsTheFormulaAndComesBack) {
  torch::nn::Linear model(1, 1);
  const torch::NoGradGuard no_gradients;
  model->weight.fill_(0);
  WeightAverage average(*model, 0.5);
  model->weight.fill_(1);
  average.update();  // keeps min(0.5, 2/11)
  average.update();  // keeps min(0.5, 3/12)
  average.exchange();
  EXPECT_NEAR(model->weight.item<double>(), 1 - 2.0 / 11 * 3 / 12, 1e-6);
  average.exchange();
  EXPECT_EQ(model->weight.item<double>(), 1);
}

TEST(WeightAverage, GoesOnFromItsState) {
  torch::nn::Linear model(2, 2);
  const torch::NoGradGuard no_gradients;
  WeightAverage one(*model, 0.9), other(*model, 0.9);
  model->weight.add_(1);
  one.update();
  other.load(one.state(), "test");
  model->weight.add_(1);
  one.update();
  other.update();
  const auto expected = one.state(), found = other.state();
  for (std::size_t i = 0; i < expected.tensors.size(); ++i)
    EXPECT_TRUE(torch::equal(expected.tensors[i].second, found.tensors[i].second));
  torch::nn::Linear wider(3, 2);
  WeightAverage another(*wider, 0.9);
  test::expect_error([&] { another.load(one.state(), "test"); }, {"averaged weights"});
}

}  // namespace
}  // namespace residuum::learn
