#include "nn/blank_weights.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"
#include "nn/engine.h"
#include "nn/lent_weights.h"
#include "nn/network.h"

namespace residuum::nn {
namespace {

std::shared_ptr<Network> random_network(const std::string& name) {
  torch::manual_seed(7);
  auto network = make_any_network(name, 2, 3);
  const torch::NoGradGuard
      no_gradients;  // norms that are no identity, so that folding gives every bias a value
  for (auto& parameter : network->parameters()) {
    if (parameter.dim() == 1) parameter.uniform_(0.7, 1.3);
  }
  for (auto& buffer : network->buffers()) {
    if (buffer.is_floating_point()) buffer.uniform_(0.7, 1.3);
  }
  network->eval();
  return network;
}

std::shared_ptr<Network> blank_network(const std::string& name) {
  const BlankWeights blank;
  auto network = make_any_network(name, 2, 3);
  network->eval();
  return network;
}

std::int64_t blank_parameters(const Network& network) {
  std::int64_t count = 0;
  for (const auto& parameter : network.parameters()) count += is_blank(parameter);
  return count;
}

class BlankNetwork : public testing::TestWithParam<const char*> {};

TEST_P(BlankNetwork, IsTheNetworkOnceItsStateIsLoaded) {
  const auto whole = random_network(GetParam());
  const auto network = blank_network(GetParam());
  EXPECT_EQ(blank_parameters(*whole), 0);
  EXPECT_GT(blank_parameters(*network), 10);
  EXPECT_THROW(state_of(*network), Error);
  load_state(*network, state_of(*whole), "test");
  EXPECT_EQ(blank_parameters(*network), 0);
  const torch::NoGradGuard no_gradients;
  const auto images = torch::rand({1, 3, 80, 96});
  EXPECT_TRUE(torch::equal(network->forward(images), whole->forward(images)));
}

// Of several sizes of images and of batches: what was packed for the first serves them all.
TEST_P(BlankNetwork, PredictsTheSameByAnEngineThatItGaveItsWeights) {
  const auto whole = random_network(GetParam());
  const torch::NoGradGuard no_gradients;
  for (const auto precision : {Precision::fp32, Precision::bf16}) {
    const auto network = blank_network(GetParam());
    load_state(*network, state_of(*whole), "test");
    const Compute compute{"cpu", precision, 1};
    Engine releasing(*network, compute, NetworkWeights::are_released);
    releasing.prepare({2, 3, 80, 96});
    // In bf16 on a processor without it LibTorch runs the network, and its weights stay.
    if (precision == Precision::fp32) {
      EXPECT_GT(blank_parameters(*network), 10);
      EXPECT_THROW(Engine(*network, compute).prepare({2, 3, 80, 96}), Error);
    }
    for (const auto& [batch, height, width] :
         {std::array{2, 80, 96}, {1, 80, 96}, {3, 96, 80}, {2, 128, 77}}) {
      Engine keeping(*whole, compute);
      const auto images = torch::rand({batch, 3, height, width});
      EXPECT_TRUE(torch::equal(releasing(images), keeping(images))) << batch << " " << height << " " << width;
    }
  }
  EXPECT_EQ(blank_parameters(*whole), 0);
}

INSTANTIATE_TEST_SUITE_P(Of, BlankNetwork,
                         testing::Values("resnet18", "efficientnet_b0", "xception", "inception_resnet_v2",
                                         "deeplabv3_resnet50", "deeplabv3_resnet18_16", "unet16",
                                         "unet_transposed"),
                         [](const auto& chosen) { return std::string(chosen.param); });

TEST(BlankWeights, AreWantedWhileOneLivesOnly) {
  EXPECT_FALSE(BlankWeights::wanted());
  {
    const BlankWeights outer;
    { const BlankWeights inner; }
    EXPECT_TRUE(BlankWeights::wanted());
  }
  EXPECT_FALSE(BlankWeights::wanted());
}

TEST(BlankWeights, ThatTheFileLacksAreAnError) {
  const auto network = blank_network("resnet18");
  auto state = state_of(*random_network("resnet18"));
  std::erase_if(state.tensors, [](const auto& one) { return one.first == "layer1.0.conv1.weight"; });
  EXPECT_THROW(load_state(*network, state, "test"), Error);
}

TEST(LentWeights, ComeBackWhereNoGraphTakesThem) {
  const auto network = random_network("resnet18");
  const auto before = state_of(*network);
  {
    const LentWeights lent(*network);
    EXPECT_GT(blank_parameters(*network), 10);
  }
  const auto after = state_of(*network);
  for (std::size_t i = 0; i < before.tensors.size(); ++i)
    EXPECT_TRUE(torch::equal(before.tensors[i].second, after.tensors[i].second));
}

// What stands behind the part that an engine runs, as attention's head does, keeps its weights.
TEST(LentWeights, GoToTheGraphAsFarAsItUsesThem) {
  const auto network = random_network("resnet18");
  auto head = network->named_parameters()["fc.weight"];
  const auto before = head.detach().clone();
  {
    LentWeights lent(*network);
    auto graph = record(*network, 3, {40, 40});
    std::erase_if(graph.nodes, [&](const Node& node) {
      return node.weight.defined() && node.weight.storage().data() == head.storage().data();
    });
    lent.move_to(graph);
    for (const auto& node : graph.nodes) EXPECT_FALSE(node.weight.defined() && is_blank(node.weight));
    EXPECT_TRUE(is_blank(head));
  }
  EXPECT_TRUE(torch::equal(head, before));
  EXPECT_GT(blank_parameters(*network), 10);
}

}  // namespace
}  // namespace residuum::nn
