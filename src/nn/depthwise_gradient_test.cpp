#include "nn/depthwise_gradient.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "nn/avx512_bf16.h"

namespace residuum::nn {
namespace {

struct DepthwiseCase {
  std::int64_t images, channels, height, width, stride;
};

TEST(DepthwiseGradient, IsLibTorchsInFloat64UpToRounding) {
  if (!has_avx512_bf16()) GTEST_SKIP() << "this processor has no AVX-512-BF16, nor does the program use it";
  torch::manual_seed(3);
  const std::vector<DepthwiseCase> cases{
      {2, 48, 9, 8, 1}, {3, 20, 7, 10, 2}, {1, 7, 1, 1, 1}, {2, 33, 12, 11, 2}};
  for (const auto& [images, channels, height, width, stride] : cases) {
    const auto some = [](const std::vector<std::int64_t>& shape) {
      return torch::randn(shape).to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
    };
    const auto image = some({images, channels, height, width});
    const auto weight = torch::zeros({channels, 1, 5, 5}, torch::kFloat64).requires_grad_();
    const auto output = torch::conv2d(image.to(torch::kFloat64), weight, {}, stride, 2, 1, channels);
    const auto slopes = some(output.sizes().vec());
    output.backward(slopes.to(torch::kFloat64));
    const auto pixels = [](const torch::Tensor& of) {
      return Pixels{of.data_ptr(), true, of.size(0), of.size(2), of.size(3), of.size(1), of.size(1)};
    };
    const auto gradient = torch::full({channels, 1, 5, 5}, 7.0F);
    depthwise_weight_gradient(pixels(image), pixels(slopes), {{5, 5}, {stride, stride}, {2, 2}, {1, 1}},
                              gradient.data_ptr<float>());
    const double largest = weight.grad().abs().max().item<double>();
    EXPECT_TRUE(torch::allclose(gradient.to(torch::kFloat64), weight.grad(), 1e-5, 1e-5 * largest))
        << channels;
  }
}

}  // namespace
}  // namespace residuum::nn
