#include "phantom/render.h"

#include <gtest/gtest.h>

#include <cmath>

namespace residuum::phantom {
namespace {

struct Rendered {
  Case one;
  Session session;
  Scan result;
};

Rendered render(std::size_t index, int matrix) {
  Case one = draw_case(11, index);
  Random random(11, "render test");
  const auto anatomy = vary_anatomy(random, one.build);
  const Session session = plan_session(random, one.build);
  const Noise noise(4);
  Scan result = scan(one, anatomy, noise, session, matrix, 1, Sequence::t1_contrast, random);
  return {std::move(one), session, std::move(result)};
}

TEST(Scan, HasTheFieldOfViewAndTwelveBits) {
  const Rendered r = render(0, 64);
  const auto& geometry = r.result.volume.geometry;
  EXPECT_EQ(geometry.size[0], 64u);
  EXPECT_GE(geometry.size[2], 20u);
  EXPECT_LE(geometry.size[2], 28u);
  EXPECT_NEAR(geometry.spacing[0] * 64, 240, 1e-9);
  EXPECT_GE(geometry.spacing[2], 4);
  EXPECT_LE(geometry.spacing[2], 6);
  for (const float value : r.result.volume.voxels) {
    ASSERT_TRUE(value >= 0 && value <= 4095 && value == std::floor(value));
  }
}

TEST(Scan, DirectionIsARotationOfAtMostTenDegrees) {
  for (std::size_t i = 0; i < 20; ++i) {
    Random random(i);
    const Session session = plan_session(random, {});
    const auto& d = session.direction;
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = 0; b < 3; ++b) {
        const double dot = d[0][a] * d[0][b] + d[1][a] * d[1][b] + d[2][a] * d[2][b];
        EXPECT_NEAR(dot, a == b ? 1 : 0, 1e-12);
      }
    }
    EXPECT_GT(d[2][2], std::cos(10 * 3.14159265 / 180));
  }
}

TEST(Scan, TheMasksVolumeIsTheTruths) {
  for (const std::size_t index : {1u, 2u, 3u}) {
    const Rendered r = render(index, 128);
    double voxels = 0;
    for (const auto label : r.result.mask.labels) voxels += label == imaging::primary_tumour;
    const double volume = voxels * r.result.mask.geometry.voxel_volume() / 1000;
    EXPECT_NEAR(volume / r.one.record.tumour.volume_ml, 1, 0.12) << r.one.record.id;
  }
}

// What carries the truth must be seen in the voxels: dark core and texture of the outlined tumour.
TEST(Scan, NecrosisAndHeterogeneityShowInTheVoxels) {
  const auto darkness = [](double necrosis, double heterogeneity) {
    Random random(3);
    TumourPlan plan;
    plan.necrotic_fraction = necrosis;
    plan.heterogeneity = heterogeneity;
    Case one{{}, {}, grow_tumour(plan, {}, random)};
    const auto anatomy = vary_anatomy(random, {});
    const Session session = plan_session(random, {});
    const Scan result = scan(one, anatomy, Noise(4), session, 128, 1, Sequence::t1_contrast, random);
    double n = 0, sum = 0, squares = 0, dark = 0;
    for (std::size_t i = 0; i < result.mask.labels.size(); ++i) {
      if (result.mask.labels[i] != imaging::primary_tumour) continue;
      const double value = result.volume.voxels[i] / session.gain;
      n += 1, sum += value, squares += value * value, dark += value < 0.36;
    }
    return std::pair(dark / n, std::sqrt(squares / n - sum * sum / n / n));
  };
  const auto plain = darkness(0, 0.03), necrotic = darkness(0.45, 0.03), textured = darkness(0, 0.28);
  EXPECT_LT(plain.first, 0.08);
  EXPECT_NEAR(necrotic.first, 0.45, 0.12);
  EXPECT_GT(textured.second, plain.second * 1.5);
}

}  // namespace
}  // namespace residuum::phantom
