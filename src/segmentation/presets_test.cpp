#include "segmentation/presets.h"

#include <gtest/gtest.h>

namespace residuum::segmentation {
namespace {

// The article and its published scripts: Hua et al. 2023, doi 10.21037/qims-22-1226.
TEST(Presets, HoldWhatArticleAndScriptsSay) {
  const auto paper = preset_options("paper"), code = preset_options("code");
  const std::vector<std::string> networks{"unet", "deeplabv3_resnet50"};
  EXPECT_EQ(paper.networks, networks);
  EXPECT_EQ(code.networks, networks);
  EXPECT_EQ(paper.optimiser, "rmsprop");
  EXPECT_DOUBLE_EQ(paper.learning_rate, 0.001);
  EXPECT_EQ(paper.batch, 32);
  EXPECT_EQ(paper.epochs, 20);
  EXPECT_EQ(paper.split, "patient");
  EXPECT_EQ(code.optimiser, "rmsprop");
  EXPECT_DOUBLE_EQ(code.learning_rate, 1e-4);
  EXPECT_EQ(code.batch, 8);
  EXPECT_TRUE(code.plateau);
  EXPECT_EQ(code.loss, "cross_entropy");
  EXPECT_EQ(code.image_size, 256);
  EXPECT_TRUE(code.whole_image);
  EXPECT_TRUE(code.unit_input);
  for (const auto& published : {paper, code}) {
    EXPECT_EQ(published.intensity, "range");
    EXPECT_EQ(published.neighbours, 0);
    EXPECT_FALSE(published.deep_supervision || published.bias_correction || published.augment);
  }
  EXPECT_EQ(code.split, "image");
  EXPECT_TRUE(code.leak_check);
  EXPECT_FALSE(paper.leak_check);
  EXPECT_DOUBLE_EQ(code.validation_fraction, 0.2);
  EXPECT_EQ(code.score, "batch");
}

TEST(Presets, RigorousHoldsOutByPatientAndAddsWhatTheFieldHas) {
  const auto rigorous = preset_options("rigorous");
  EXPECT_EQ(rigorous.split, "patient");
  EXPECT_EQ(rigorous.score, "patient");
  EXPECT_EQ(rigorous.loss, "dice_and_cross_entropy");
  EXPECT_EQ(rigorous.intensity, "zscore");
  EXPECT_EQ(rigorous.neighbours, 1);
  EXPECT_TRUE(rigorous.deep_supervision);
  EXPECT_TRUE(rigorous.augment);
  EXPECT_GT(rigorous.elastic, 0);
  EXPECT_GT(rigorous.bias_field, 0);
  EXPECT_GT(rigorous.background_share, 0);
}

TEST(NetworkOf, HasItsOwnStartAndHoldsTheSamePatientsOut) {
  Options options;
  options.networks = {"unet", "deeplabv3_resnet50"};
  options.pretrained_of = {{"deeplabv3_resnet50", "deep.pth"}};
  const auto unet = network_of(options, "unet"), deep = network_of(options, "deeplabv3_resnet50");
  EXPECT_EQ(unet.network, "unet");
  EXPECT_EQ(deep.pretrained, "deep.pth");
  EXPECT_TRUE(unet.pretrained.empty());
  EXPECT_EQ(unet.seed, deep.seed);
}

}  // namespace
}  // namespace residuum::segmentation
