#include "learn/deform.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::learn {
namespace {

// Nothing is changed where every range is 0; the mask goes where the image goes.
TEST(Deform, AnAugmentationOfNothingLeavesImagesAsTheyAre) {
  Augmentation none{false, 0, 0, 0, 0, 0, 0, 0};
  Random random(1);
  const auto images = torch::rand({2, 3, 16, 16});
  EXPECT_LT((warp_by(images, random_grid(2, 16, 16, none, random)) - images).abs().max().item<double>(),
            1e-5);
  EXPECT_TRUE(torch::equal(vary_channels(images, none, random), images));
}

TEST(Deform, ElasticDisplacementsAreSmoothAndOfTheGivenSize) {
  Augmentation elastic{false, 0, 0, 0, 0, 0, 0.02, 0};
  const Augmentation none{false, 0, 0, 0, 0, 0, 0, 0};
  Random random(2), same(2);
  const auto moved = random_grid(200, 32, 32, elastic, random) - random_grid(200, 32, 32, none, same);
  EXPECT_NEAR(moved.std().item<double>(), 0.04, 0.012);  // of a width of 2; interpolation takes some
  EXPECT_LT((moved.narrow(1, 1, 31) - moved.narrow(1, 0, 31)).abs().max().item<double>(), 0.06);
  EXPECT_GT(moved.abs().max().item<double>(), 0.04);
}

TEST(Deform, ABiasFieldChangesNeighbouringSlicesAlike) {
  Augmentation field{false, 0, 0, 0, 0, 0, 0, 0.2};
  Random random(3);
  const auto changed = vary_channels(torch::full({2, 3, 16, 16}, 0.5), field, random);
  EXPECT_TRUE(torch::equal(changed.select(1, 0), changed.select(1, 2)));
  EXPECT_FALSE(torch::equal(changed[0], changed[1]));
  EXPECT_GT(changed.std().item<double>(), 0.02);
  EXPECT_LE(changed.max().item<double>(), 1);
}

TEST(Deform, WordsNameWhatIsDone) {
  Augmentation augmentation;
  EXPECT_EQ(describe(augmentation).find("elastic"), std::string::npos);
  augmentation.elastic = 0.02;
  augmentation.bias_field = 0.15;
  EXPECT_NE(describe(augmentation).find("2% of the width"), std::string::npos);
  EXPECT_NE(describe(augmentation).find("0.15"), std::string::npos);
}

// Turned by up to 30 degrees in a frame half as high as wide, a square keeps its area and its moment about
// the middle, n^2 / 6 a pixel.
TEST(Deform, TurnsKeepShapesInFramesThatAreNotSquare) {
  Augmentation turn{false, 0, 0, 30, 0, 0};
  auto images = torch::zeros({1, 1, 60, 120});
  images.narrow(2, 15, 30).narrow(3, 45, 30).fill_(1);
  const auto y = torch::arange(60).view({60, 1}) - 29.5, x = torch::arange(120).view({1, 120}) - 59.5;
  Random random(3);
  for (int i = 0; i < 5; ++i) {
    const auto turned = warp_by(images, random_grid(1, 60, 120, turn, random))[0][0];
    EXPECT_NEAR(turned.sum().item<double>(), 900, 9);
    EXPECT_NEAR((turned * (x.pow(2) + y.pow(2))).sum().item<double>() / 900, 150, 3);
  }
}

}  // namespace
}  // namespace residuum::learn
