#include "nn/image_segmenter.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "nn/deep_supervision.h"

namespace residuum::nn {
namespace {

class ImageSegmenters : public testing::TestWithParam<std::string> {
 protected:
  static constexpr int classes_ = 2;

  std::shared_ptr<ImageSegmenter> make(bool side_heads) const {
    torch::manual_seed(5);
    auto network = make_segmenter(GetParam(), classes_);
    if (side_heads) network->add_side_heads();
    return network;
  }
  torch::Tensor images_ = [] {
    torch::manual_seed(3);
    return torch::rand({2, 3, 64, 48});
  }();
};

// From one seed, so from the same weights: heads are made after all else.
TEST_P(ImageSegmenters, PredictsTheSameWithAndWithoutSideHeads) {
  const torch::NoGradGuard no_gradients;
  const auto with = make(true), without = make(false);
  with->eval();
  without->eval();
  const auto logits = without->forward(images_);
  EXPECT_TRUE(torch::equal(with->forward(images_), logits));
  EXPECT_TRUE(torch::equal(with->outputs(images_).front(), logits));
}

TEST_P(ImageSegmenters, GivesAnOutputForEachWeight) {
  const torch::NoGradGuard no_gradients;
  const auto network = make(true);
  const auto outputs = network->outputs(images_);
  ASSERT_EQ(outputs.size(), side_supervision(GetParam()).weights.size());
  ASSERT_GT(outputs.size(), 1u);
  std::int64_t shrunk = 1;
  for (const auto& output : outputs) {
    EXPECT_EQ(output.sizes(), (std::vector<std::int64_t>{2, classes_, 64 / shrunk, 48 / shrunk}));
    if (GetParam().starts_with("unet")) shrunk *= 2;
  }
}

// Each head learns, and through it the layers it stands on; those behind them have no part in it.
TEST_P(ImageSegmenters, GradientsReachTheHeadsAndWhatTheyStandOn) {
  const auto network = make(true);
  const auto outputs = network->outputs(images_);
  torch::Tensor loss = torch::zeros({});
  for (std::size_t i = 1; i < outputs.size(); ++i) loss = loss + outputs[i].square().mean();
  loss.backward();
  const auto traits = network->traits();
  int heads = 0;
  for (const auto& item : network->named_parameters()) {
    const auto gradient = item.value().grad();
    if (is_side_head(*network, item.key())) {
      ++heads;
      ASSERT_TRUE(gradient.defined()) << item.key();
      // A bias before batch norm would have none; a head has no such.
      EXPECT_GT(gradient.abs().max().item<double>(), 0) << item.key();
    }
    if (item.key().starts_with(traits.head + ".")) {
      EXPECT_FALSE(gradient.defined()) << item.key();
    }
  }
  EXPECT_GT(heads, 0);
  const auto first = network->named_parameters()[traits.first_convolution + ".weight"].grad();
  ASSERT_TRUE(first.defined());
  EXPECT_GT(first.abs().max().item<double>(), 0);
}

TEST_P(ImageSegmenters, StateWithoutSideHeadsIsThePlainNetworks) {
  const auto state = state_without_side_heads(*make(true)), plain = state_of(*make(false));
  ASSERT_EQ(state.tensors.size(), plain.tensors.size());
  for (std::size_t i = 0; i < plain.tensors.size(); ++i) {
    EXPECT_EQ(state.tensors[i].first, plain.tensors[i].first);
    EXPECT_TRUE(torch::equal(state.tensors[i].second, plain.tensors[i].second)) << plain.tensors[i].first;
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, ImageSegmenters, testing::ValuesIn(network_names(NetworkTask::segment)),
                         [](const auto& chosen) { return chosen.param; });

// torchvision 0.14.1: sum(p.numel() for p in deeplabv3_resnet50(num_classes=21, aux_loss=True).parameters()),
// the number it publishes with its weights; names as in its state_dict().
TEST(ImageSegmenter, AuxiliaryHeadIsTorchvisions) {
  const auto network = make_segmenter("deeplabv3_resnet50", 21);
  network->add_side_heads();
  std::int64_t count = 0;
  for (const auto& parameter : network->parameters()) count += parameter.numel();
  EXPECT_EQ(count, 42004074);
  const auto parameters = network->named_parameters();
  for (const auto* name : {"aux_classifier.0.weight", "aux_classifier.1.weight", "aux_classifier.1.bias",
                           "aux_classifier.4.weight", "aux_classifier.4.bias"}) {
    EXPECT_TRUE(parameters.contains(name)) << name;
  }
}

// nnU-Net: 1, 1/2, 1/4 over their sum. torchvision's references/segmentation/train.py: out + 0.5 aux.
TEST(DeepSupervision, WeighsAsItsSourcesDo) {
  const auto unet = side_supervision("unet16"), deeplab = side_supervision("deeplabv3_resnet50");
  ASSERT_EQ(unet.weights.size(), 3u);
  EXPECT_DOUBLE_EQ(unet.weights[0], 4.0 / 7);
  EXPECT_DOUBLE_EQ(unet.weights[1], 2.0 / 7);
  EXPECT_DOUBLE_EQ(unet.weights[2], 1.0 / 7);
  EXPECT_EQ(deeplab.weights, (std::vector<double>{1, 0.5}));
  EXPECT_NE(unet.text.find("0.286"), std::string::npos);
  EXPECT_NE(deeplab.text.find("0.5"), std::string::npos);
}

}  // namespace
}  // namespace residuum::nn
