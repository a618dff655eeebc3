#include "learn/augment.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::learn {
namespace {

TEST(Augment, NothingAskedNothingDone) {
  Random random(1);
  const Augmentation none{false, 0, 0, 0, 0, 0};
  const auto images = torch::rand({3, 8, 10});
  EXPECT_TRUE(torch::allclose(warp(images, random_affine(3, none, random)), images, 1e-5, 1e-6));
  EXPECT_TRUE(torch::allclose(vary_intensity(images, none, random), images));
}

TEST(Augment, FlipsLeftForRight) {
  const Augmentation flip{true, 0, 0, 0, 0, 0};
  Random random(1);
  const auto images = torch::rand({1, 8, 10}).expand({40, 8, 10}).contiguous();
  const auto warped = warp(images, random_affine(40, flip, random));
  int flipped = 0;
  for (int i = 0; i < 40; ++i) {
    const bool same = torch::allclose(warped[i], images[i], 1e-4, 1e-5);
    const bool mirrored = torch::allclose(warped[i], images[i].flip({1}), 1e-4, 1e-5);
    EXPECT_TRUE(same || mirrored);
    flipped += mirrored;
  }
  EXPECT_GT(flipped, 8);
  EXPECT_LT(flipped, 32);
}

TEST(Augment, KeepsRangeAndDependsOnTheSeedAlone) {
  const Augmentation usual;
  const auto images = torch::rand({4, 16, 16});
  const auto run = [&](std::uint64_t seed) {
    Random random(seed);
    return vary_intensity(warp(images, random_affine(4, usual, random)), usual, random);
  };
  const auto a = run(5);
  EXPECT_GE(a.min().item<double>(), 0);
  EXPECT_LE(a.max().item<double>(), 1);
  EXPECT_TRUE(torch::equal(a, run(5)));
  EXPECT_FALSE(torch::equal(a, run(6)));
}

}  // namespace
}  // namespace residuum::learn
