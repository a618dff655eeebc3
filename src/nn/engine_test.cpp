// Every network by the engine against the network itself, in float32 and bf16; and the engine's parts.
#include "nn/engine.h"
#include "nn/batch_norm.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"
#include "nn/arena.h"
#include "nn/graph.h"
#include "nn/graph_interpreter.h"
#include "nn/network.h"
#include "nn/placement.h"

namespace residuum::nn {
namespace {

// Norms that are no identity, and values that neither vanish nor explode on their way.
std::shared_ptr<Network> lively(const std::string& name) {
  torch::manual_seed(1);
  auto network = make_any_network(name, 3, 3);
  const torch::NoGradGuard no_gradients;
  for (const auto& module : network->modules()) {
    if (auto* const norm = module->as<BatchNorm>()) {
      norm->weight.uniform_(0.8, 1.2);
      norm->bias.uniform_(-0.1, 0.1);
      norm->running_mean.uniform_(-0.1, 0.1);
      norm->running_var.uniform_(0.7, 1.3);
    } else if (auto* const layer = module->as<torch::nn::Conv2d>()) {
      const auto fan = layer->weight.numel() / layer->weight.size(0);
      layer->weight.normal_(0, std::sqrt(2.0 / static_cast<double>(fan)));
    }
  }
  network->eval();
  return network;
}

torch::Tensor difference(const torch::Tensor& ours, const torch::Tensor& theirs) {
  return (ours - theirs).abs().max() / theirs.abs().max();
}

class EveryNetwork : public testing::TestWithParam<const char*> {};

// Sizes that are no multiples of 32, so that rounding, padding and the last windows are met, too.
TEST_P(EveryNetwork, RunsByTheEngineAsByItself) {
  const std::string name = GetParam();
  const auto network = lively(name);
  const std::int64_t height = smallest_image(name) + 24, width = height + 13;
  const torch::NoGradGuard no_gradients;
  const auto images = torch::rand({2, 3, height, width});
  const auto expected = network->forward(images);
  ASSERT_GT(expected.std().item<double>(), 1e-3 * expected.abs().max().item<double>());

  Engine exact(*network, {"cpu", Precision::fp32, 1});
  EXPECT_LT(difference(exact(images), expected).item<double>(), 1e-4);
  // Another batch, and the first again: memory is used again, results must not be.
  const auto kept = exact(images);
  EXPECT_LT(difference(exact(images.narrow(0, 1, 1)), expected.narrow(0, 1, 1)).item<double>(), 1e-4);
  exact(1 - images);
  EXPECT_LT(difference(kept, expected).item<double>(), 1e-4);

  Engine fast(*network, {"cpu", Precision::bf16, 1});
  EXPECT_LT(difference(fast(images), expected).item<double>(), 0.05);

  const GraphInterpreter interpreter(record(*network, 3, {height, width}), torch::kCPU, torch::kFloat32);
  EXPECT_LT(difference(interpreter.run(images), expected).item<double>(), 1e-4);
}

INSTANTIATE_TEST_SUITE_P(Engine, EveryNetwork,
                         testing::Values("resnet18", "resnet50", "efficientnet_b0", "xception",
                                         "inception_resnet_v2", "deeplabv3_resnet50", "deeplabv3_resnet18_16",
                                         "unet16", "unet_transposed"),
                         [](const auto& chosen) { return std::string(chosen.param); });

TEST(Engine, LeavesTheNetworkAsItWas) {
  const auto network = lively("resnet18");
  const Engine engine(*network, {"cpu", Precision::fp32, 1});
  record(*network, 3, {40, 40});
  for (const auto& parameter : network->parameters()) EXPECT_TRUE(parameter.requires_grad());
}

class Squares : public Network {
 public:
  Squares() : weight_(register_parameter("weight", torch::ones({1}))) {}
  torch::Tensor forward(torch::Tensor images) override { return (images * weight_).square(); }
  Traits traits() const override { return {"", "", {}}; }

 private:
  torch::Tensor weight_;
};

TEST(Graph, NamesTheOperationThatHasNoPlace) {
  Squares network;
  EXPECT_THROW(record(network, 3, {8, 8}), std::exception);
}

TEST(Graph, NothingIsLeftBehindResNetsConvolutions) {
  const auto network = make_any_network("resnet18", 1000, 3);
  network->eval();
  const auto graph = record(*network, 3, {224, 224});
  for (const auto& node : graph.nodes) {
    EXPECT_NE(node.operation, Operation::relu);
    EXPECT_NE(node.operation, Operation::add);
  }
  // Multiplications as torchvision's documentation gives them (GFLOPS 1.81).
  EXPECT_NEAR(floating_point_operations(graph) / 2e9, 1.81, 0.01);
}

TEST(Arena, WhatLivesAtOneTimeDoesNotOverlap) {
  const std::vector<Lifetime> values{{100, 0, 2}, {300, 1, 3}, {64, 2, 5},
                                     {300, 4, 6}, {0, 0, 6},   {10, 3, 3}};
  const auto arena = lay_out(values);
  EXPECT_EQ(arena.bytes, 320 + 100 + 28 + 64U);  // 300 and 100, in lines of 64 bytes, then 64
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(arena.offsets[i] % 64, 0U);
    for (std::size_t j = 0; j < i; ++j) {
      const bool together = values[i].first <= values[j].last && values[j].first <= values[i].last;
      const bool apart = arena.offsets[i] + values[i].bytes <= arena.offsets[j] ||
                         arena.offsets[j] + values[j].bytes <= arena.offsets[i];
      EXPECT_TRUE(!together || apart) << i << " " << j;
    }
  }
}

}  // namespace
}  // namespace residuum::nn
