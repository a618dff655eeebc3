// The same numbers as without it: output, gradients, statistics, the random numbers behind it.
#include "learn/recompute.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::learn {
namespace {

struct Outcome {
  torch::Tensor output, gradient, mean, next;
};

Outcome go(bool again) {
  torch::manual_seed(3);
  torch::nn::Sequential network(torch::nn::Linear(5, 7), torch::nn::BatchNorm1d(7), torch::nn::Dropout(0.5),
                                torch::nn::Linear(7, 2));
  network->train();
  const auto input = torch::rand({12, 5});
  const auto f = [&](const torch::Tensor& x) { return network->forward(x); };
  torch::Tensor output;
  if (again) {
    output = torch::cat(
        {recomputed(*network, input.narrow(0, 0, 6), f), recomputed(*network, input.narrow(0, 6, 6), f)});
  } else {
    output = torch::cat({f(input.narrow(0, 0, 6)), f(input.narrow(0, 6, 6))});
  }
  output.pow(2).sum().backward();
  return {output.detach(), network->parameters().front().grad().clone(),
          network->named_buffers()["1.running_mean"].clone(), torch::rand({3})};
}

TEST(Recompute, ChangesNothingButMemory) {
  const auto plain = go(false), again = go(true);
  EXPECT_TRUE(plain.output.equal(again.output));
  EXPECT_TRUE(plain.gradient.allclose(again.gradient, 1e-6, 1e-7));
  EXPECT_GT(plain.gradient.abs().max().item<double>(), 0);
  EXPECT_TRUE(plain.mean.equal(again.mean));
  EXPECT_TRUE(plain.next.equal(again.next));
}

TEST(Recompute, IsAPlainCallInEvaluation) {
  torch::nn::Linear layer(3, 1);
  layer->eval();
  const auto input = torch::rand({2, 3}).requires_grad_();
  const auto output = recomputed(*layer, input, [&](const torch::Tensor& x) { return layer->forward(x); });
  output.sum().backward();
  EXPECT_TRUE(input.grad().defined());
}

}  // namespace
}  // namespace residuum::learn
