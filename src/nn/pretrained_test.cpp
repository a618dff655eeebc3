#include "nn/pretrained.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"
#include "expect_error.h"
#include "nn/image_segmenter.h"
#include "nn/published_names.h"
#include "temporary_folder.h"

namespace residuum::nn {
namespace {

class Pretrained : public testing::Test {
 protected:
  test::TemporaryFolder folder_;
  fs::path path_ = folder_.path() / "weights.safetensors";
};

TEST_F(Pretrained, BackboneOfAClassifierGoesIntoTheSegmenter) {
  torch::manual_seed(11);
  const auto source = make_network("resnet50", NetworkTask::classify, 1000);
  write_safetensors(path_, state_of(*source));
  auto segmenter = make_network("deeplabv3_resnet50", NetworkTask::segment, 1);
  const auto head = segmenter->named_parameters()["classifier.4.weight"].clone();
  load_pretrained(*segmenter, path_);
  EXPECT_TRUE(torch::equal(segmenter->named_parameters()["backbone.layer4.2.conv3.weight"],
                           source->named_parameters()["layer4.2.conv3.weight"]));
  EXPECT_TRUE(torch::equal(segmenter->named_parameters()["classifier.4.weight"], head));

  auto classifier = make_network("resnet50", NetworkTask::classify, 2);
  load_pretrained(*classifier, path_);
  EXPECT_TRUE(torch::equal(classifier->named_parameters()["conv1.weight"],
                           source->named_parameters()["conv1.weight"]));
  EXPECT_EQ(classifier->named_parameters()["fc.weight"].size(0), 2);

  write_safetensors(path_, {{{"conv1.weight", torch::zeros({1})}}, {}});
  EXPECT_THROW(load_pretrained(*classifier, path_), Error);
}

TEST_F(Pretrained, FirstConvolutionTakesOtherChannels) {
  torch::manual_seed(2);
  const auto source = make_network("resnet18", NetworkTask::classify, 5);
  const auto weight = source->named_parameters()["conv1.weight"].detach();
  write_safetensors(path_, state_of(*source));
  const auto adapted = [&](int channels) {
    const auto network = make_network("resnet18", NetworkTask::classify, 5, channels);
    load_pretrained(*network, path_);
    return network->named_parameters()["conv1.weight"].detach();
  };
  EXPECT_TRUE(torch::allclose(adapted(1), weight.sum(1, true)));
  const auto thirty = adapted(30);
  EXPECT_TRUE(torch::allclose(thirty.narrow(1, 27, 3), weight * 0.1, 1e-5, 1e-7));
  EXPECT_TRUE(torch::allclose(adapted(4).narrow(1, 3, 1), weight.narrow(1, 0, 1) * 0.75));
  EXPECT_TRUE(torch::equal(adapted(3), weight));
  // The same grey in every channel gives the same answer, whatever their number.
  const auto grey = torch::rand({1, 1, 32, 32});
  EXPECT_TRUE(torch::allclose(torch::conv2d(grey.expand({1, 3, 32, 32}), weight),
                              torch::conv2d(grey.expand({1, 30, 32, 32}), thirty), 1e-3, 1e-5));
}

TEST_F(Pretrained, FitSaysEverything) {
  auto state = state_of(*make_network("resnet18", NetworkTask::classify, 5));
  const auto network = make_network("resnet18", NetworkTask::classify, 1, 1);
  for (auto& [name, tensor] : state.tensors) {
    if (name == "layer1.0.conv1.weight") name = "layer9.weight";
    if (name == "bn1.bias") tensor = torch::zeros({3});
  }
  std::erase_if(state.tensors, [](const auto& one) { return one.first == "bn1.num_batches_tracked"; });
  const auto fit = fit_weights(*network, state).fit;
  EXPECT_EQ(fit.missing, std::vector<std::string>{"layer1.0.conv1.weight"});
  EXPECT_EQ(fit.unexpected, std::vector<std::string>{"layer9.weight"});
  EXPECT_EQ(fit.misshaped, std::vector<std::string>{"bn1.bias (3 instead of 64)"});
  EXPECT_EQ(fit.head_anew, (std::vector<std::string>{"fc.weight", "fc.bias"}));
  EXPECT_EQ(fit.adapted, std::vector<std::string>{"conv1.weight: 3 input channels made 1"});
  EXPECT_FALSE(fit.usable());
  write_safetensors(path_, state);
  test::expect_error([&] { load_pretrained(*network, path_); },
                     {path_.string(), "1 missing: layer1.0.conv1.weight", "1 unexpected: layer9.weight",
                      "1 of another shape: bn1.bias (3 instead of 64)"});
  test::expect_error([&] { require_fit(path_, "resnet18"); }, {"do not fit resnet18", "layer9.weight"});
  test::expect_error([&] { check_weights(path_, "resnet81", 1, 3); }, {"did you mean \"resnet18\""});
}

TEST_F(Pretrained, AuxiliaryHeadIsPassedOver) {
  const auto network = make_network("deeplabv3_resnet50", NetworkTask::segment, 1);
  auto state = state_of(*network);
  state.tensors.emplace_back("aux_classifier.4.bias", torch::zeros({21}));
  const auto fit = fit_weights(*network, state).fit;
  EXPECT_TRUE(fit.usable());
  EXPECT_FALSE(fit.exact());
  EXPECT_EQ(fit.passed_over, std::vector<std::string>{"aux_classifier.4.bias"});
}

// torchvision's published DeepLabv3 has an auxiliary classifier of 21 classes: where ours has one, too, it
// starts from it, its last layer anew.
TEST_F(Pretrained, AuxiliaryHeadIsTakenWhereThereIsOne) {
  torch::manual_seed(4);
  const auto source = make_segmenter("deeplabv3_resnet50", 21),
             plain = make_segmenter("deeplabv3_resnet50", 21);
  source->add_side_heads();
  write_safetensors(path_, state_of(*source));
  const auto network = make_segmenter("deeplabv3_resnet50", 1);
  network->add_side_heads();
  load_pretrained(*network, path_);
  EXPECT_TRUE(torch::equal(network->named_parameters()["aux_classifier.0.weight"],
                           source->named_parameters()["aux_classifier.0.weight"]));
  const auto fit = fit_weights(*network, state_of(*source)).fit;
  EXPECT_EQ(fit.head_anew, (std::vector<std::string>{"classifier.4.weight", "classifier.4.bias",
                                                     "aux_classifier.4.weight", "aux_classifier.4.bias"}));
  EXPECT_TRUE(fit.passed_over.empty());
  // Of a file without one it starts anew as a whole.
  const auto without = fit_weights(*network, state_of(*plain)).fit;
  EXPECT_TRUE(without.usable());
  EXPECT_EQ(without.head_anew.size(), 2u + 8u);
}

// The mapping as a whole is checked against torchvision itself (exactness_test.cpp).
TEST_F(Pretrained, NamesNobodyKnowsStay) {
  const auto network = make_network("efficientnet_b0", NetworkTask::classify, 1);
  const auto nothing = torch::zeros({1});
  const auto file = in_our_names({{{"features.0.0.weight", nothing},
                                   {"features.3.1.block.2.fc1.bias", nothing},
                                   {"features.1.0.block.3.0.weight", nothing},
                                   {"other", nothing}},
                                  {}},
                                 *network);
  EXPECT_EQ(file.tensors[0].first, "conv_stem.weight");
  EXPECT_EQ(file.tensors[1].first, "blocks.2.1.se.conv_reduce.bias");
  EXPECT_EQ(file.tensors[2].first, "features.1.0.block.3.0.weight");
  EXPECT_EQ(file.tensors[3].first, "other");
}

}  // namespace
}  // namespace residuum::nn
