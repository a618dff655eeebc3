// The presets are the protocol's table (docs/study-folder.md).
#include "outcome/presets.h"

#include <gtest/gtest.h>

namespace residuum::outcome {
namespace {

TEST(OutcomePresets, FollowTheProtocol) {
  const auto paper = preset_options("paper"), code = preset_options("code");
  for (const auto* options : {&paper, &code}) {
    EXPECT_EQ(options->networks.size(), 4U);
    EXPECT_EQ(options->image_size, 224);
    EXPECT_EQ(options->epochs, 40);
    EXPECT_EQ(options->batch, 32);
    EXPECT_EQ(options->optimiser, "sgd");
    EXPECT_EQ(options->augment, "flips");
    EXPECT_FALSE(options->own_normalisation);
  }
  EXPECT_EQ(paper.units, (std::vector<Unit>{Unit::image, Unit::mean}));
  EXPECT_EQ(paper.learning_rate, 0.001);
  EXPECT_EQ(paper.epoch, "validation");
  EXPECT_EQ(code.units, (std::vector<Unit>{Unit::image, Unit::stack}));
  EXPECT_EQ(code.learning_rate, 0.01);
  EXPECT_EQ(code.patient_batch, 8);
  EXPECT_EQ(code.epoch, "test");
  EXPECT_EQ(preset_options("rigorous").epoch, "validation");
}

TEST(OutcomePresets, CandidatesAreNetworksTimesUnits) {
  auto options = preset_options("paper");
  options.pretrained_of["xception"] = "x.pth";
  const auto all = candidates(options);
  ASSERT_EQ(all.size(), 8U);
  EXPECT_EQ(all[0].network, "efficientnet_b0");
  EXPECT_EQ(all[1].unit, Unit::mean);
  EXPECT_EQ(all[6].pretrained, "x.pth");
  EXPECT_EQ(all[0].pretrained, "");
  EXPECT_EQ(all[0].seed, all[7].seed) << "all hold the same patients out";
}

}  // namespace
}  // namespace residuum::outcome
