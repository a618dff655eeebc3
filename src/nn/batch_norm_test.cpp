#include "nn/batch_norm.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::nn {
namespace {

struct Passed {
  torch::Tensor y, x_gradient, added_gradient, weight_gradient, bias_gradient, mean, variance;
};

template <class Norm>
Passed collect(const Norm& norm, const torch::Tensor& x, const torch::Tensor& added, const torch::Tensor& y,
               const torch::Tensor& pull) {
  y.backward(pull);
  const auto wide = [](const torch::Tensor& t) {
    return t.defined() ? t.detach().to(torch::kFloat64) : torch::Tensor();
  };
  return {wide(y),
          wide(x.grad()),
          added.defined() ? wide(added.grad()) : torch::Tensor(),
          wide(norm.weight.grad()),
          wide(norm.bias.grad()),
          wide(norm.running_mean),
          wide(norm.running_var)};
}

struct NormCase {
  torch::ScalarType type;
  BatchNorm::Then then;
  bool sum;
  std::int64_t channels;
};

class Norms : public testing::TestWithParam<NormCase> {
 protected:
  static torch::Tensor leaf(const torch::Tensor& from) { return from.clone().requires_grad_(); }

  void SetUp() override {
    torch::manual_seed(5);
    const auto& test = GetParam();
    const auto image = [&](double mean, double deviation) {
      return (torch::randn({3, test.channels, 14, 15}) * deviation + mean)
          .to(test.type)
          .contiguous(torch::MemoryFormat::ChannelsLast);
    };
    x_ = image(7, 0.5);  // far from zero, as first convolutions of bright images give
    pull_ = image(0.1, 1);
    if (test.sum) added_ = image(0, 1);
    weight_ = torch::rand({test.channels}) + 0.5;
    bias_ = torch::randn({test.channels});
  }

  Passed ours() const {
    const auto& test = GetParam();
    BatchNorm norm(test.channels, test.then, 1e-3);
    set(norm);
    const auto x = leaf(x_);
    const auto added = test.sum ? leaf(added_) : torch::Tensor();
    const auto y = norm.plus(x, added);
    EXPECT_EQ(y.scalar_type(), test.type);
    EXPECT_EQ(y.strides(), x_.strides());
    return collect(norm, x, added, y, pull_);
  }

  // LibTorch's own, in double precision.
  Passed theirs() const {
    const auto& test = GetParam();
    torch::nn::BatchNorm2d norm(torch::nn::BatchNorm2dOptions(test.channels).eps(1e-3));
    set(*norm);
    norm->to(torch::kFloat64);
    const auto x = leaf(x_.to(torch::kFloat64));
    const auto added = test.sum ? leaf(added_.to(torch::kFloat64)) : torch::Tensor();
    auto y = norm(x);
    if (test.sum) y = y + added;
    if (test.then == BatchNorm::Then::relu) y = torch::relu(y);
    return collect(*norm, x, added, y, pull_.to(torch::kFloat64));
  }

 private:
  template <class Norm>
  void set(Norm& norm) const {
    const torch::NoGradGuard no_gradients;
    norm.weight.copy_(weight_);
    norm.bias.copy_(bias_);
  }

  torch::Tensor x_, pull_, added_, weight_, bias_;
};

TEST_P(Norms, EqualLibTorchsInFloat64UpToRounding) {
  const auto a = ours(), b = theirs();
  // The rounding of the values' type; sums over 630 pixels hold a little of ReLU's border.
  const double rounding = GetParam().type == torch::kBFloat16 ? 1.0 / 128 : 1e-5;
  const auto near = [&](const torch::Tensor& mine, const torch::Tensor& other, double tolerance) {
    if (!mine.defined()) return !other.defined();
    const double difference = (mine - other).abs().max().item<double>();
    const double size = other.abs().max().item<double>();
    return difference <= tolerance * (1 + size);
  };
  EXPECT_TRUE(near(a.y, b.y, rounding));
  EXPECT_TRUE(near(a.x_gradient, b.x_gradient, rounding));
  EXPECT_TRUE(near(a.added_gradient, b.added_gradient, rounding));
  EXPECT_TRUE(near(a.weight_gradient, b.weight_gradient, rounding));
  EXPECT_TRUE(near(a.bias_gradient, b.bias_gradient, rounding));
  EXPECT_TRUE(near(a.mean, b.mean, 1e-6)) << "statistics do not know the values' type";
  EXPECT_TRUE(near(a.variance, b.variance, 1e-5));
}

TEST_P(Norms, AreTheSameWithAnyNumberOfThreads) {
  const int before = at::get_num_threads();
  std::vector<Passed> all;
  for (const int threads : {1, 3}) {
    at::set_num_threads(threads);
    all.push_back(ours());
  }
  at::set_num_threads(before);
  EXPECT_TRUE(torch::equal(all[0].y, all[1].y));
  EXPECT_TRUE(torch::equal(all[0].x_gradient, all[1].x_gradient));
  EXPECT_TRUE(torch::equal(all[0].weight_gradient, all[1].weight_gradient));
}

INSTANTIATE_TEST_SUITE_P(All, Norms,
                         testing::Values(NormCase{torch::kFloat32, BatchNorm::Then::relu, false, 5},
                                         NormCase{torch::kFloat32, BatchNorm::Then::relu, true, 64},
                                         NormCase{torch::kFloat32, BatchNorm::Then::nothing, false, 64},
                                         NormCase{torch::kFloat32, BatchNorm::Then::nothing, true, 3},
                                         NormCase{torch::kBFloat16, BatchNorm::Then::relu, false, 64},
                                         NormCase{torch::kBFloat16, BatchNorm::Then::relu, true, 5},
                                         NormCase{torch::kBFloat16, BatchNorm::Then::nothing, false, 3},
                                         NormCase{torch::kBFloat16, BatchNorm::Then::nothing, true, 64}));

TEST(BatchNorm, TakesLibTorchsWayInOtherLayoutsAndInPrediction) {
  torch::manual_seed(6);
  BatchNorm norm(4, BatchNorm::Then::relu);
  torch::nn::BatchNorm2d plain(4);
  const auto x = torch::randn({2, 4, 6, 6});
  EXPECT_TRUE(torch::equal(norm.forward(x), torch::relu(plain(x))));
  EXPECT_TRUE(torch::equal(norm.running_var, plain->running_var));
  norm.eval();
  plain->eval();
  const auto last = x.contiguous(torch::MemoryFormat::ChannelsLast);
  EXPECT_TRUE(torch::equal(norm.forward(last), torch::relu(plain(last))));
  norm.train();
  EXPECT_THROW(norm.forward(torch::randn({1, 4, 1, 1}).contiguous(torch::MemoryFormat::ChannelsLast)),
               c10::Error)
      << "one value has no variance";
}

TEST(BatchNorm, WhatIsNoNumberStaysNone) {
  BatchNorm norm(2, BatchNorm::Then::relu);
  auto x = torch::randn({2, 2, 3, 3}).contiguous(torch::MemoryFormat::ChannelsLast);
  x[0][1][2][2] = std::numeric_limits<float>::quiet_NaN();
  const auto y = norm.forward(x.requires_grad_());
  EXPECT_TRUE(y.select(1, 1).isnan().any().item<bool>());
  EXPECT_FALSE(y.select(1, 0).isnan().any().item<bool>());
}

}  // namespace
}  // namespace residuum::nn
