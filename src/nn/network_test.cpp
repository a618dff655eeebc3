#include "nn/network.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"
#include "nn/catalogue.h"
#include "nn/efficientnet.h"
#include "nn/metadata.h"
#include "nn/placement.h"

namespace residuum::nn {
namespace {

std::int64_t parameter_count(const Network& network) {
  std::int64_t count = 0;
  for (const auto& parameter : network.parameters()) count += parameter.numel();
  return count;
}

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// The counts: sum(p.numel() for p in m.parameters()) in torchvision 0.14.1, and timm's published tables.
TEST(Network, HasThePublishedParameterCounts) {
  const auto count = [](const char* name, int classes) {
    return parameter_count(*make_any_network(name, classes, 3));
  };
  EXPECT_EQ(count("resnet50", 1000), 25557032);
  EXPECT_EQ(count("resnet18", 1000), 11689512);
  // From resnet18's: a quarter of conv1's 9,408 and of the norms' 9,600, a sixteenth of the other
  // convolutions' 11,157,504, and 128 x 1000 + 1000.
  EXPECT_EQ(count("resnet18_16", 1000), 2352 + 2400 + 697344 + 129000);
  EXPECT_EQ(count("efficientnet_b0", 1000), 5288548);
  EXPECT_EQ(count("xception", 1000), 22855952);
  EXPECT_EQ(count("inception_resnet_v2", 1000), 55843464);
  EXPECT_EQ(count("deeplabv3_resnet50", 21), 39638869);
  // resnet18_16's without its 128 x 1000 + 1000; the pyramid's 128 x 64 (1 + 3 x 9 + 1) and 320 x 64 with the
  // 64 x 64 x 9 behind it, 7 norms of 2 x 64, and 64 x 21 + 21.
  EXPECT_EQ(count("deeplabv3_resnet18_16", 21), 702096 + 237568 + 57344 + 896 + 1365);
}

// Where they drop in training, and nothing else, is chance. torchvision 0.14.1: the pyramid's projection has
// nn.Dropout(0.5); timm's efficientnet_b0, as trained, 0.2 before the head and on the paths.
TEST(Network, DropsAsPublishedInTrainingAlone) {
  torch::manual_seed(1);
  const torch::NoGradGuard no_gradients;
  const auto images = torch::rand({4, 3, 64, 64});
  const auto varies = [&](Network& network) {
    const auto once = network.forward(images);
    return !torch::equal(network.forward(images), once);
  };
  for (const auto* name : {"deeplabv3_resnet50", "efficientnet_b0", "resnet18", "unet16"}) {
    const auto network = make_any_network(name, 2, 3);
    const bool drops = std::string(name) == "deeplabv3_resnet50" || std::string(name) == "efficientnet_b0";
    EXPECT_EQ(varies(*network), drops) << name;
    network->eval();
    EXPECT_FALSE(varies(*network)) << name;
  }
  const auto deeplab = make_any_network("deeplabv3_resnet50", 2, 3);
  std::vector<double> shares;
  for (const auto& module : deeplab->modules()) {
    if (auto* const dropout = module->as<torch::nn::Dropout>())
      shares.push_back(std::exchange(dropout->options.p(), 0));
  }
  EXPECT_EQ(shares, std::vector<double>{0.5});
  EXPECT_FALSE(varies(*deeplab));
}

// By hand for width 64: double convolutions of 9 (in x middle + middle x out) weights and 2 (middle + out)
// norm parameters over inc 3-64-64, down 64-128-128, 128-256-256, 256-512-512, 512-512-512, up 1024-512-256,
// 512-256-128, 256-128-64, 128-64-64, and the last 64 + 1: the figure known of milesial/Pytorch-UNet,
// bilinear. With transposed convolutions: down 512-1024-1024, up 1024-512-512, 512-256-256, 256-128-128,
// 128-64-64, and 4 in x in/2 + in/2 of each enlargement.
TEST(Network, UNetHasTheScriptsParameters) {
  const auto unet = make_network("unet", NetworkTask::segment, 1);
  EXPECT_EQ(parameter_count(*unet), 17262977);
  const auto transposed = make_network("unet_transposed", NetworkTask::segment, 1);
  EXPECT_EQ(parameter_count(*transposed), 31037633);
  const auto parameters = transposed->named_parameters();
  for (const auto* name : {"inc.double_conv.0.weight", "down4.maxpool_conv.1.double_conv.4.bias",
                           "up1.conv.double_conv.3.weight", "up4.up.bias", "outc.conv.bias"}) {
    EXPECT_TRUE(parameters.contains(name)) << name;
  }
}

// len(m.state_dict()) there.
TEST(Network, HasTorchvisionsStateSizes) {
  EXPECT_EQ(state_of(*make_network("resnet50", NetworkTask::classify, 2)).tensors.size(), 320u);
  EXPECT_EQ(state_of(*make_network("deeplabv3_resnet50", NetworkTask::segment, 1)).tensors.size(), 362u);
}

TEST(Network, GivesTheShapesItPromises) {
  const torch::NoGradGuard no_gradients;
  auto classifier = make_network("resnet50", NetworkTask::classify, 2);
  classifier->eval();
  EXPECT_EQ(classifier->forward(torch::zeros({2, 3, 64, 96})).sizes(), (std::vector<std::int64_t>{2, 2}));
  auto segmenter = make_network("deeplabv3_resnet50", NetworkTask::segment, 1);
  segmenter->eval();
  EXPECT_EQ(segmenter->forward(torch::zeros({1, 3, 40, 56})).sizes(),
            (std::vector<std::int64_t>{1, 1, 40, 56}));
  auto unet = make_network("unet16", NetworkTask::segment, 2);
  EXPECT_EQ(unet->forward(torch::zeros({1, 3, 40, 56})).sizes(), (std::vector<std::int64_t>{1, 2, 40, 56}));
}

TEST(Network, TakesAnyNumberOfChannels) {
  const torch::NoGradGuard no_gradients;
  for (const auto task : {NetworkTask::classify, NetworkTask::segment}) {
    for (const auto& name : network_names(task)) {
      const int size = smallest_image(name);
      for (const int channels : {1, 30}) {
        const auto network = make_network(name, task, 2, channels);
        network->eval();
        EXPECT_EQ(network->forward(torch::zeros({1, channels, size, size})).size(1), 2) << name;
        const auto first = network->traits().first_convolution + ".weight";
        EXPECT_EQ(network->named_parameters()[first].size(1), channels) << name;
      }
    }
  }
}

// A change in one corner reaches the opposite one where, and only where, the table says so.
TEST(Network, PoolsItsImageAsTheTableSays) {
  const torch::NoGradGuard no_gradients;
  torch::manual_seed(4);
  for (const char* name : {"unet16", "deeplabv3_resnet50", "deeplabv3_resnet18_16"}) {
    const auto network = make_network(name, NetworkTask::segment, 1, 1);
    network->eval();
    const auto image = torch::rand({1, 1, 320, 320});
    auto changed = image.clone();
    changed.slice(2, 300).slice(3, 300).fill_(3);
    const auto corner = [&](const torch::Tensor& input) {
      return network->forward(input).slice(2, 0, 32).slice(3, 0, 32);
    };
    EXPECT_EQ(!corner(image).equal(corner(changed)), pools_image(name)) << name;
  }
}

// timm's rule for convolutions (_init_weight_goog), Kaiming's for Xception.
TEST(Network, StartsAsItsMakersDo) {
  torch::manual_seed(3);
  const auto deviation = [](Network& network, const char* name) {
    return network.named_parameters()[name].std().item<double>();
  };
  const auto efficientnet = make_network("efficientnet_b0", NetworkTask::classify, 4);
  EXPECT_NEAR(deviation(*efficientnet, "conv_head.weight"), std::sqrt(2.0 / 1280), 1e-3);
  EXPECT_NEAR(deviation(*efficientnet, "blocks.5.1.conv_dw.weight"), std::sqrt(2.0 / 25), 0.01);
  EXPECT_NEAR(deviation(*efficientnet, "classifier.weight"), 0.5 / std::sqrt(3.0), 0.01);
  EXPECT_EQ(efficientnet->named_parameters()["blocks.0.0.se.conv_reduce.bias"].abs().max().item<double>(), 0);
  const auto xception = make_network("xception", NetworkTask::classify, 4);
  EXPECT_NEAR(deviation(*xception, "block5.rep.1.pointwise.weight"), std::sqrt(2.0 / 728), 1e-3);
  EXPECT_NEAR(deviation(*xception, "block5.rep.1.conv1.weight"), std::sqrt(2.0 / (728 * 9)), 1e-3);
}

TEST(Network, EfficientNetDropsInTrainingAlone) {
  torch::manual_seed(5);
  const torch::NoGradGuard no_gradients;
  EfficientNetB0 network(1, 3, 0, 0.2), without(1, 3, 0, 0);
  const auto images = torch::rand({8, 3, 32, 32});
  network.train();
  EXPECT_FALSE(torch::equal(network.forward(images), network.forward(images)));
  network.eval();
  EXPECT_TRUE(torch::equal(network.forward(images), network.forward(images)));
  without.train();
  EXPECT_TRUE(torch::equal(without.forward(images), without.forward(images)));
}

TEST(Network, StartsFromTheSeed) {
  const auto first_weight = [] {
    return make_network("resnet50", NetworkTask::classify, 2)->parameters()[0].clone();
  };
  torch::manual_seed(3);
  const auto a = first_weight();
  const auto b = first_weight();
  torch::manual_seed(3);
  EXPECT_TRUE(torch::equal(first_weight(), a));
  EXPECT_FALSE(torch::equal(a, b));
  EXPECT_NEAR(a.std().item<double>(), std::sqrt(2.0 / (64 * 49)), 2e-3);  // Kaiming, fan-out of conv1
}

TEST(Network, UnknownNameNamesTheNearest) {
  EXPECT_NE(message_of([] { make_network("resnet5", NetworkTask::classify, 2); }).find("\"resnet50\""),
            std::string::npos);
  EXPECT_NE(
      message_of([] { make_network("something else", NetworkTask::segment, 2); }).find("deeplabv3_resnet50"),
      std::string::npos);
}

TEST(NetworkState, IsACopyAndGoesBack) {
  auto network = make_network("resnet50", NetworkTask::classify, 2);
  const auto state = state_of(*network);
  {
    const torch::NoGradGuard no_gradients;
    network->parameters()[0].zero_();
  }
  EXPECT_GT(state.tensors[0].second.abs().sum().item<double>(), 0);
  load_state(*network, state, "test");
  EXPECT_TRUE(torch::equal(network->parameters()[0], state.tensors[0].second));
}

TEST(NetworkState, OneErrorListsEverythingThatDoesNotFit) {
  auto network = make_network("resnet50", NetworkTask::classify, 2);
  auto state = state_of(*network);
  for (auto& [name, tensor] : state.tensors) {
    if (name == "layer1.0.conv1.weight") name = "layer9.weight";
    if (name == "fc.weight") tensor = torch::zeros({1000, 2048});
  }
  const auto message = message_of([&] { load_state(*network, state, "weights.safetensors"); });
  for (const auto* part :
       {"weights.safetensors", "1 missing: layer1.0.conv1.weight", "1 unexpected: layer9.weight",
        "1 of another shape: fc.weight (1000 x 2048 instead of 2 x 2048)"}) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
}

TEST(NetworkState, SameNumbersChannelsLast) {
  auto network = make_network("resnet50", NetworkTask::classify, 2);
  network->eval();
  const torch::NoGradGuard no_gradients;
  const auto grey = torch::rand({2, 64, 64});
  const auto before = network->forward(network_input(grey, {}, {}).contiguous());
  const auto state = state_of(*network);
  place(*network, {"cpu", Precision::fp32, 1});
  const auto after = network->forward(network_input(grey, {}, {"cpu", Precision::fp32, 1}));
  EXPECT_TRUE(torch::allclose(before, after, 1e-4, 1e-5));
  const auto placed = state_of(*network);
  for (std::size_t i = 0; i < state.tensors.size(); ++i) {
    EXPECT_TRUE(placed.tensors[i].second.is_contiguous());
    EXPECT_TRUE(torch::equal(placed.tensors[i].second, state.tensors[i].second));
  }
}

TEST(NetworkInput, IsNormalisedGreyThrice) {
  const auto input = network_input(torch::full({1, 2, 2}, 0.5), {}, {"cpu", Precision::fp32, 1});
  EXPECT_EQ(input.sizes(), (std::vector<std::int64_t>{1, 3, 2, 2}));
  EXPECT_NEAR(input[0][0][0][0].item<double>(), (0.5 - 0.485) / 0.229, 1e-6);
  EXPECT_NEAR(input[0][2][1][1].item<double>(), (0.5 - 0.406) / 0.225, 1e-6);
}

TEST(NetworkInput, BelongsToTheWeights) {
  const nn::Compute compute{"cpu", Precision::fp32, 1};
  const auto xception = make_network("xception", NetworkTask::classify, 1)->traits().normalisation;
  EXPECT_EQ(describe(xception), "mean 0.5 and standard deviation 0.5");
  EXPECT_EQ(describe(Normalisation{}), "ImageNet mean and standard deviation");
  EXPECT_NEAR(network_input(torch::full({1, 2, 2}, 1.0), xception, compute).max().item<double>(), 1, 1e-6);
  const auto many = network_input(torch::full({1, 30, 2, 2}, 0.5), {}, compute);
  EXPECT_EQ(many.size(1), 30);
  EXPECT_NEAR(many[0][29][0][0].item<double>(), (0.5 - 0.449) / 0.226, 1e-6);  // the means of the three
}

TEST(Metadata, ChecksKindTypeAndRange) {
  TensorFile file;
  EXPECT_THROW(require_kind(file, "outcome", "f"), Error);
  file.metadata = {{"kind", "outcome"}, {"n", "32"}, {"x", exact_text(0.1)}, {"bad", "3x"}, {"nan", "nan"}};
  require_kind(file, "outcome", "f");
  EXPECT_THROW(require_kind(file, "segmentation", "f"), Error);
  EXPECT_EQ(metadata_integer(file, "n", 1, 64, "f"), 32);
  EXPECT_EQ(metadata_number(file, "x", 0, 1, "f"), 0.1);
  EXPECT_THROW(metadata_integer(file, "n", 1, 16, "f"), Error);
  EXPECT_THROW(metadata_integer(file, "x", 0, 1, "f"), Error);
  EXPECT_THROW(metadata_number(file, "bad", 0, 9, "f"), Error);
  EXPECT_THROW(metadata_number(file, "nan", 0, 9, "f"), Error);
  EXPECT_THROW(metadata_text(file, "absent", "f"), Error);
}

}  // namespace
}  // namespace residuum::nn
