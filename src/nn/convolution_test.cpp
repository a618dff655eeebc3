#include "nn/convolution.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::nn {
namespace {

torch::Tensor wide(const torch::Tensor& tensor) {
  return tensor.detach().to(torch::kFloat64);
}

TEST(Convolution, IsLibTorchsInFloat64UpToRounding) {
  torch::manual_seed(9);
  for (const int kernel : {1, 3}) {
    for (const int stride : {1, 2}) {
      const bool bias = stride == 1;
      const auto options =
          torch::nn::Conv2dOptions(48, 32, kernel).stride(stride).padding(kernel / 2).bias(bias);
      Convolution ours(options);
      ours.to(torch::kBFloat16);
      torch::nn::Conv2d theirs(options);
      theirs->to(torch::kFloat64);
      {
        const torch::NoGradGuard no_gradients;
        theirs->weight.copy_(ours.weight);
        if (bias) theirs->bias.copy_(ours.bias);
      }
      const auto image =
          torch::randn({2, 48, 9, 8}).to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
      const auto a = image.clone().requires_grad_(), b = wide(image).requires_grad_();
      const auto y = ours.forward(a), z = theirs(b);
      EXPECT_EQ(y.sizes(), z.sizes());
      EXPECT_TRUE(y.is_contiguous(torch::MemoryFormat::ChannelsLast));
      const auto pull = torch::randn(z.sizes()).to(torch::kBFloat16);
      y.backward(pull);
      z.backward(wide(pull));
      EXPECT_TRUE(torch::allclose(wide(y), wide(z), 1.0 / 64, 1.0 / 64));
      EXPECT_TRUE(torch::allclose(wide(a.grad()), b.grad(), 1.0 / 64, 1.0 / 64));
      EXPECT_TRUE(torch::allclose(wide(ours.weight.grad()), theirs->weight.grad(), 1.0 / 64, 0.1));
      if (bias) {
        EXPECT_TRUE(torch::allclose(wide(ours.bias.grad()), theirs->bias.grad(), 1.0 / 64, 0.1));
      }
      ours.eval();
      EXPECT_TRUE(torch::allclose(wide(ours.forward(image)), wide(z), 1.0 / 64, 1.0 / 64));
    }
  }
}

}  // namespace
}  // namespace residuum::nn
