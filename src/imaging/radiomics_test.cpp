#include "imaging/radiomics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "expect_error.h"
#include "imaging/glcm.h"

namespace residuum::imaging {
namespace {

struct Drawn {
  Volume image;
  Mask mask;
};

Drawn box(std::array<std::size_t, 3> size, std::array<std::size_t, 3> tumour, Vec3 spacing, float value) {
  Drawn drawn;
  drawn.image.geometry.size = size;
  drawn.image.geometry.spacing = spacing;
  drawn.mask.geometry = drawn.image.geometry;
  drawn.image.voxels.assign(drawn.image.geometry.voxels(), value);
  drawn.mask.labels.assign(drawn.image.geometry.voxels(), background);
  for (std::size_t k = 1; k <= tumour[2]; ++k) {
    for (std::size_t j = 1; j <= tumour[1]; ++j) {
      for (std::size_t i = 1; i <= tumour[0]; ++i)
        drawn.mask.labels[(k * size[1] + j) * size[0] + i] = primary_tumour;
    }
  }
  return drawn;
}

std::map<std::string, double> features_of(const Drawn& drawn) {
  const auto features = radiomic_features(drawn.image, drawn.mask);
  return {features.begin(), features.end()};
}

// A box of 10 x 20 x 30 mm: volume and surface by hand; second moments of a uniform box are length^2 / 12.
TEST(Radiomics, MeasureABoxAsGeometryDoes) {
  const auto features = features_of(box({14, 14, 8}, {10, 10, 6}, {1, 2, 5}, 0.5F));
  EXPECT_NEAR(features.at("volume_ml"), 6, 1e-9);
  EXPECT_NEAR(features.at("log_volume"), std::log(6.0), 1e-9);
  EXPECT_NEAR(features.at("surface_cm2"), 2 * (2 + 3 + 6), 1e-9);
  EXPECT_NEAR(features.at("elongation"), 20.0 / 30, 1e-9);
  EXPECT_NEAR(features.at("flatness"), 10.0 / 30, 1e-9);
  EXPECT_NEAR(features.at("extent_mm"), std::sqrt(100.0 + 400 + 900), 1e-9);
  EXPECT_NEAR(features.at("sphericity"), std::cbrt(std::numbers::pi) * std::pow(36000.0, 2.0 / 3) / 2200,
              1e-9);
}

TEST(Radiomics, OfAnEvenTumourAreFinite) {
  const auto features = features_of(box({4, 4, 3}, {1, 1, 1}, {1, 1, 1}, 0.5F));
  for (const auto& [name, value] : features) EXPECT_TRUE(std::isfinite(value)) << name;
  EXPECT_EQ(features.at("sd"), 0);
  EXPECT_EQ(features.at("entropy"), 0);
  EXPECT_EQ(features.at("glcm_contrast"), 0);
}

TEST(Radiomics, SeeADarkCore) {
  auto drawn = box({12, 12, 3}, {10, 10, 1}, {1, 1, 1}, 0.8F);
  for (std::size_t j = 4; j < 8; ++j) {
    for (std::size_t i = 4; i < 9; ++i) drawn.image.voxels[(12 + j) * 12 + i] = 0.2F;
  }
  EXPECT_DOUBLE_EQ(features_of(drawn).at("dark_share"), 0.2);
}

// Two levels in a row of four: pairs 0-0, 0-1, 1-1, both ways.
TEST(Glcm, CountsNeighboursBothWays) {
  auto drawn = box({6, 3, 3}, {4, 1, 1}, {1, 1, 1}, 0);
  const std::size_t first = (3 + 1) * 6 + 1;
  drawn.image.voxels[first + 2] = drawn.image.voxels[first + 3] = 1;
  const auto matrix = co_occurrence(drawn.image, drawn.mask);
  EXPECT_DOUBLE_EQ(matrix[0][0], 1.0 / 3);
  EXPECT_DOUBLE_EQ(matrix[0][31], 1.0 / 6);
  EXPECT_DOUBLE_EQ(matrix[31][0], 1.0 / 6);
  EXPECT_DOUBLE_EQ(matrix[31][31], 1.0 / 3);
  const auto texture = texture_of(matrix);
  EXPECT_DOUBLE_EQ(texture.contrast, 31.0 * 31 / 3);
  EXPECT_DOUBLE_EQ(texture.energy, 2.0 / 9 + 2.0 / 36);
  EXPECT_NEAR(texture.correlation, 1.0 / 3, 1e-12);
}

TEST(Radiomics, NeedATumourOnTheImagesGrid) {
  auto drawn = box({4, 4, 3}, {0, 0, 0}, {1, 1, 1}, 0.5F);
  test::expect_error([&] { radiomic_features(drawn.image, drawn.mask); }, {"no voxel is labelled"});
  drawn.mask.geometry.size = {4, 4, 2};
  test::expect_error([&] { radiomic_features(drawn.image, drawn.mask); }, {"different grids"});
}

}  // namespace
}  // namespace residuum::imaging
