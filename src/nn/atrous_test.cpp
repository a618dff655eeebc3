#include "nn/atrous.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::nn {
namespace {

struct Result {
  torch::Tensor output, input_gradient, weight_gradient;
};

template <class Layer>
Result run(Layer& layer, const torch::Tensor& images, const torch::Tensor& pull) {
  auto x = images.clone().requires_grad_();
  const auto y = layer.forward(x);
  layer.zero_grad();
  (y * pull).sum().backward();
  return {y.detach(), x.grad(), layer.weight.grad().clone()};
}

// Every case of overlap: all nine taps, a thin rim, rows alone, the centre alone, and the dense path.
TEST(AtrousConv, EqualsTheDenseConvolution) {
  torch::manual_seed(1);
  for (const int dilation : {12, 24, 36}) {
    for (const auto& [height, width] : {std::pair{13, 13}, {16, 16}, {20, 31}, {9, 40}, {12, 12}, {48, 40}}) {
      AtrousConv layer(5, 4, dilation);
      torch::nn::Conv2dImpl dense(
          torch::nn::Conv2dOptions(5, 4, 3).padding(dilation).dilation(dilation).bias(false));
      dense.weight.set_data(layer.weight.detach().clone());
      const auto images = torch::randn({2, 5, height, width}), pull = torch::randn({2, 4, height, width});
      const auto ours = run(layer, images, pull), theirs = run(dense, images, pull);
      EXPECT_TRUE(torch::allclose(ours.output, theirs.output, 1e-4, 1e-5)) << dilation << " " << height;
      EXPECT_TRUE(torch::allclose(ours.input_gradient, theirs.input_gradient, 1e-4, 1e-5));
      EXPECT_TRUE(torch::allclose(ours.weight_gradient, theirs.weight_gradient, 1e-4, 1e-4));
    }
  }
}

}  // namespace
}  // namespace residuum::nn
