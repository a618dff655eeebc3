#include "nn/convolution.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::nn {
namespace {

torch::Tensor wide(const torch::Tensor& tensor) {
  return tensor.detach().to(torch::kFloat64);
}

// Output and gradients beside LibTorch's own in float64, in training and not.
void expect_libtorchs(const torch::nn::Conv2dOptions& options, std::vector<std::int64_t> shape,
                      torch::ScalarType type) {
  Convolution ours(options);
  ours.to(type);
  torch::nn::Conv2d theirs(options);
  theirs->to(torch::kFloat64);
  const bool bias = options.bias();
  {
    const torch::NoGradGuard no_gradients;
    theirs->weight.copy_(ours.weight);
    if (bias) theirs->bias.copy_(ours.bias);
  }
  const auto image = torch::randn(shape).to(type).contiguous(torch::MemoryFormat::ChannelsLast);
  const auto a = image.clone().requires_grad_(), b = wide(image).requires_grad_();
  const auto y = ours.forward(a), z = theirs(b);
  ASSERT_EQ(y.sizes(), z.sizes());
  EXPECT_TRUE(y.is_contiguous(torch::MemoryFormat::ChannelsLast));
  const auto pull = torch::randn(z.sizes()).to(type);
  y.backward(pull);
  z.backward(wide(pull));
  const auto expect_close = [&](const torch::Tensor& one, const torch::Tensor& other) {
    const double step = type == torch::kBFloat16 ? 1.0 / 64 : 1e-5;
    EXPECT_TRUE(torch::allclose(wide(one), other, step, step * other.abs().max().item<double>()))
        << "off by " << (wide(one) - other).abs().max().item<double>() << " of "
        << other.abs().max().item<double>();
  };
  expect_close(y, wide(z));
  expect_close(a.grad(), b.grad());
  expect_close(ours.weight.grad(), theirs->weight.grad());
  if (bias) expect_close(ours.bias.grad(), theirs->bias.grad());
  ours.eval();
  expect_close(ours.forward(image), wide(z));
}

TEST(Convolution, IsLibTorchsInFloat64UpToRounding) {
  torch::manual_seed(9);
  for (const int kernel : {1, 3}) {
    for (const int stride : {1, 2}) {
      const auto options =
          torch::nn::Conv2dOptions(48, 32, kernel).stride(stride).padding(kernel / 2).bias(stride == 1);
      expect_libtorchs(options, {2, 48, 9, 8}, torch::kBFloat16);
      expect_libtorchs(options, {2, 48, 9, 8}, torch::kFloat32);
    }
  }
}

TEST(Convolution, OfOnePixelWithPadding) {
  torch::manual_seed(11);
  expect_libtorchs(torch::nn::Conv2dOptions(16, 8, 1).padding(1), {2, 16, 6, 5}, torch::kBFloat16);
}

TEST(Convolution, OfManyPixels) {
  torch::manual_seed(10);
  expect_libtorchs(torch::nn::Conv2dOptions(40, 32, 1), {2, 40, 50, 60}, torch::kBFloat16);
  // The shape whose weight gradient is our own.
  expect_libtorchs(torch::nn::Conv2dOptions(64, 64, 3).padding(1).bias(false), {1, 64, 6, 200},
                   torch::kBFloat16);
}

TEST(Convolution, Depthwise) {
  torch::manual_seed(12);
  for (const int kernel : {3, 5}) {
    for (const int stride : {1, 2}) {
      const auto options = torch::nn::Conv2dOptions(40, 40, kernel)
                               .groups(40)
                               .stride(stride)
                               .padding(kernel / 2)
                               .bias(stride == 1);
      expect_libtorchs(options, {2, 40, 9, 12}, torch::kBFloat16);
      expect_libtorchs(options, {2, 40, 9, 12}, torch::kFloat32);
    }
  }
}

// Every case of overlap: all nine taps, a thin rim, rows alone, the centre alone, and the dense path.
TEST(Convolution, OfTapsThatMeetPadding) {
  torch::manual_seed(1);
  for (const int dilation : {12, 24, 36}) {
    const auto options = torch::nn::Conv2dOptions(5, 4, 3).padding(dilation).dilation(dilation).bias(false);
    for (const auto& [height, width] : {std::pair{13, 13}, {16, 16}, {20, 31}, {9, 40}, {12, 12}, {48, 40}}) {
      expect_libtorchs(options, {2, 5, height, width}, torch::kFloat32);
      expect_libtorchs(options, {2, 5, height, width}, torch::kBFloat16);
    }
  }
}

}  // namespace
}  // namespace residuum::nn
