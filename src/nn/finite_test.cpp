#include "nn/finite.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <limits>

#include "expect_error.h"
#include "nn/engine.h"
#include "nn/network.h"

namespace residuum::nn {
namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN(),
                infinite = std::numeric_limits<float>::infinity();

TEST(Finite, IsAskedOfEveryValue) {
  for (const float value : {none, infinite, -infinite}) {
    auto values = torch::rand({3, 1000, 7});
    EXPECT_TRUE(all_finite(values));
    values[2][999][6] = value;
    EXPECT_FALSE(all_finite(values)) << value;
    EXPECT_FALSE(all_finite(values.to(torch::kBFloat16))) << value;
  }
  EXPECT_TRUE(all_finite(torch::empty({0, 4})));
  EXPECT_TRUE(all_finite(torch::ones({2}, torch::kInt64)));
}

// One weight of an inner layer: behind its rectifier nothing is to be seen of it.
TEST(Finite, WeightsThatAreNotAreNeitherLoadedNorComputedWith) {
  torch::manual_seed(2);
  const auto network = make_any_network("unet16", 1, 3);
  auto state = state_of(*network);
  for (auto& [name, tensor] : state.tensors) {
    if (name == "down1.maxpool_conv.1.double_conv.0.weight") tensor[0][0][0][0] = none;
  }
  test::expect_error([&] { load_state(*network, state, "file.safetensors"); },
                     {"file.safetensors", "down1.maxpool_conv.1.double_conv.0.weight", "not finite"});
  const torch::NoGradGuard no_gradients;
  network->eval();
  network->named_parameters()["down1.maxpool_conv.1.double_conv.0.weight"][0][0][0][0] = none;
  for (const auto precision : {Precision::fp32, Precision::bf16}) {
    test::expect_error(
        [&] {
          Engine(*network, {"cpu", precision, 1})(torch::rand({2, 3, 64, 64}));
        },
        {"not finite"}, ErrorKind::failure);
  }
}

}  // namespace
}  // namespace residuum::nn
