#include "nn/enlargement.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::nn {
namespace {

TEST(Enlargement, HasLibTorchsGradient) {
  torch::manual_seed(8);
  for (const auto type : {torch::kFloat32, torch::kBFloat16}) {
    for (const bool align_corners : {true, false}) {
      for (const auto& size : {std::vector<std::int64_t>{14, 10}, {7, 5}, {9, 31}, {3, 2}}) {
        const auto image = torch::randn({2, 6, 7, 5}).to(type).contiguous(torch::MemoryFormat::ChannelsLast);
        const auto pull = torch::randn({2, 6, size[0], size[1]}).to(type);
        const auto a = image.clone().requires_grad_();
        const auto y = enlarge(a, size, align_corners);
        y.backward(pull);
        const auto b = image.to(torch::kFloat64).requires_grad_();
        const auto z = torch::upsample_bilinear2d(b, size, align_corners);
        z.backward(pull.to(torch::kFloat64));
        const double rounding = type == torch::kBFloat16 ? 1.0 / 64 : 1e-5;
        EXPECT_TRUE(torch::allclose(y.to(torch::kFloat64), z, rounding, rounding));
        EXPECT_TRUE(torch::allclose(a.grad().to(torch::kFloat64), b.grad(), rounding, rounding))
            << size[0] << " x " << size[1] << (align_corners ? " aligned " : " ") << type;
        EXPECT_EQ(a.grad().scalar_type(), type);
      }
    }
  }
}

}  // namespace
}  // namespace residuum::nn
