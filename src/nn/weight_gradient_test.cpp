#include "nn/weight_gradient.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "nn/avx512_bf16.h"

namespace residuum::nn {
namespace {

torch::Tensor some(std::vector<std::int64_t> shape) {
  return torch::randn(shape).to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
}

Pixels pixels(const torch::Tensor& images, std::int64_t stride) {
  return {images.data_ptr(), true, images.size(0), images.size(2), images.size(3), images.size(1), stride};
}

std::array<std::int64_t, 2> both(const Pair& pair) {
  return {pair.height, pair.width};
}

struct Case {
  std::int64_t images, channels, outputs, height, width;
  Window window;
};

const std::vector<Case> cases{
    {2, 64, 64, 9, 8, {{3, 3}, {1, 1}, {1, 1}, {1, 1}}},     // as most are
    {3, 33, 5, 7, 7, {{3, 3}, {2, 2}, {1, 1}, {1, 1}}},      // odd everything, every other pixel
    {1, 128, 48, 6, 300, {{1, 1}, {1, 1}, {0, 0}, {1, 1}}},  // no neighbours; a row is more than is taken at
                                                             // once
    {2, 20, 70, 11, 5, {{1, 7}, {1, 1}, {0, 3}, {1, 1}}},    // Inception's
    {2, 20, 40, 5, 11, {{7, 1}, {1, 1}, {3, 0}, {1, 1}}},
    {2, 40, 40, 10, 9, {{3, 3}, {1, 1}, {4, 4}, {4, 4}}},  // taps that meet padding alone, some or nearly all
    {2, 40, 40, 10, 9, {{3, 3}, {1, 1}, {36, 36}, {36, 36}}},
    {1, 3, 8, 20, 20, {{5, 5}, {2, 2}, {0, 0}, {1, 1}}},  // rows and columns at the end that nothing sees
};

TEST(WeightGradient, IsLibTorchsInFloat64UpToRounding) {
  if (!has_avx512_bf16()) GTEST_SKIP() << "this processor has no products of bf16 pairs";
  torch::manual_seed(3);
  for (const auto& [images, channels, outputs, height, width, window] : cases) {
    const auto image = some({images, channels, height, width});
    const auto weight =
        torch::zeros({outputs, channels, window.kernel.height, window.kernel.width}, torch::kFloat64)
            .requires_grad_();
    const auto output = torch::conv2d(image.to(torch::kFloat64), weight, {}, both(window.stride),
                                      both(window.padding), both(window.dilation));
    const auto slopes = some(output.sizes().vec());
    output.backward(slopes.to(torch::kFloat64));
    const auto gradient = torch::full({outputs, window.kernel.height, window.kernel.width, channels}, 7.0F);
    weight_gradient(pixels(image, channels), pixels(slopes, outputs), window, gradient.data_ptr<float>());
    const auto theirs = weight.grad().permute({0, 2, 3, 1});
    EXPECT_TRUE(
        torch::allclose(gradient.to(torch::kFloat64), theirs, 1e-5, 1e-5 * theirs.abs().max().item<double>()))
        << channels << " to " << outputs << ", off by " << (gradient - theirs).abs().max().item<double>();
  }
}

TEST(WeightGradient, ReadsAPartOfWiderImages) {
  if (!has_avx512_bf16()) GTEST_SKIP() << "this processor has no products of bf16 pairs";
  torch::manual_seed(4);
  const Window window{{3, 3}, {1, 1}, {1, 1}, {1, 1}};
  const auto wide = some({2, 96, 6, 7}), slopes = some({2, 32, 6, 7});
  const auto part = wide.narrow(1, 32, 40);
  const auto alone = part.contiguous(torch::MemoryFormat::ChannelsLast);
  const auto a = torch::empty({32, 3, 3, 40}), b = torch::empty({32, 3, 3, 40});
  weight_gradient(pixels(part, 96), pixels(slopes, 32), window, a.data_ptr<float>());
  weight_gradient(pixels(alone, 40), pixels(slopes, 32), window, b.data_ptr<float>());
  EXPECT_TRUE(torch::equal(a, b));
}

TEST(WeightGradient, IsTheSameWithAnyNumberOfThreads) {
  if (!has_avx512_bf16()) GTEST_SKIP() << "this processor has no products of bf16 pairs";
  const auto before = torch::get_num_threads();
  const Window window{{3, 3}, {1, 1}, {1, 1}, {1, 1}};
  const auto image = some({2, 96, 20, 24}), slopes = some({2, 160, 20, 24});
  std::vector<torch::Tensor> made;
  for (const int threads : {1, 2, 5}) {
    torch::set_num_threads(threads);
    made.push_back(torch::empty({160, 3, 3, 96}));
    weight_gradient(pixels(image, 96), pixels(slopes, 160), window, made.back().data_ptr<float>());
  }
  torch::set_num_threads(before);
  EXPECT_TRUE(torch::equal(made[0], made[1]));
  EXPECT_TRUE(torch::equal(made[0], made[2]));
}

}  // namespace
}  // namespace residuum::nn
