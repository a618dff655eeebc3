#include "nn/silu.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::nn {
namespace {

// bf16 has 8 bits: 2^-8 of a value is its rounding.
TEST(Silu, EqualsLibTorchsInFloat64UpToRounding) {
  const auto x =
      torch::cat({torch::linspace(-100, 100, 4001), torch::linspace(-5, 5, 1999)}).to(torch::kBFloat16);
  const auto pull = torch::linspace(-2, 3, 6000).to(torch::kBFloat16);
  const auto run = [](const torch::Tensor& from, const torch::Tensor& by, auto function) {
    const auto leaf = from.clone().requires_grad_();
    const auto y = function(leaf);
    y.backward(by);
    return std::pair(y.detach().to(torch::kFloat64), leaf.grad().to(torch::kFloat64));
  };
  const auto [ours, our_gradient] = run(x, pull, [](const torch::Tensor& t) { return nn::silu(t); });
  const auto [theirs, their_gradient] =
      run(x.to(torch::kFloat64), pull.to(torch::kFloat64), [](const auto& t) { return torch::silu(t); });
  EXPECT_TRUE(torch::allclose(ours, theirs, 1.0 / 256, 1e-12));
  EXPECT_TRUE(torch::allclose(our_gradient, their_gradient, 1.0 / 256, 1e-3));
}

TEST(Silu, KeepsLayoutAndType) {
  const auto x =
      torch::randn({2, 5, 4, 3}).to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
  const auto leaf = x.clone().requires_grad_();
  const auto y = nn::silu(leaf);
  EXPECT_EQ(y.strides(), x.strides());
  EXPECT_EQ(y.scalar_type(), torch::kBFloat16);
  y.to(torch::kFloat32).sum().backward();  // a gradient of another layout
  EXPECT_EQ(leaf.grad().sizes(), x.sizes());
  const auto plain = torch::randn({7});
  EXPECT_TRUE(torch::equal(nn::silu(plain), torch::silu(plain)));
}

}  // namespace
}  // namespace residuum::nn
