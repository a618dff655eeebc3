#include "imaging/intensity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "core/random.h"
#include "expect_error.h"

namespace residuum::imaging {
namespace {

Volume volume_of(std::vector<float> voxels) {
  Volume volume;
  volume.geometry.size = {voxels.size(), 1, 1};
  volume.voxels = std::move(voxels);
  return volume;
}

// Air 0..19, body 800..1199: 2000 and 2000 voxels.
std::vector<float> two_tissues() {
  std::vector<float> voxels;
  for (int i = 0; i < 2000; ++i) voxels.push_back(static_cast<float>(i % 20));
  for (int i = 0; i < 2000; ++i) voxels.push_back(static_cast<float>(800 + i % 400));
  return voxels;
}

// Golden: numpy.percentile of all voxels at 1 and of the last 2000 at 99.5 (5 of each value 800..1199).
TEST(Intensity, IsPercentilesOfAllAndOfTheBody) {
  const auto range = measure_intensity(volume_of(two_tissues()));
  EXPECT_DOUBLE_EQ(range.low, 0);
  EXPECT_NEAR(range.high, 1197.0049999999999, 1e-9);
  EXPECT_DOUBLE_EQ(range.body_fraction, 0.5);
}

// Golden: numpy.mean and numpy.std of 800..1199.
TEST(Intensity, MeanAndDeviationAreTheBodys) {
  const auto body = body_statistics(two_tissues());
  EXPECT_NEAR(body.mean, 999.5, 1e-9);
  EXPECT_NEAR(body.deviation, 115.46969299344309, 1e-6);
  EXPECT_DOUBLE_EQ(body.fraction, 0.5);
  EXPECT_GT(body.threshold, 19);
  EXPECT_LT(body.threshold, 800);
  test::expect_error([] { body_statistics({3, 3, 3}); }, {"one intensity"});
}

TEST(Intensity, ScaleAndOffsetOfTheScannerDropOut) {
  Random random(3);
  std::vector<float> voxels, other;
  for (int i = 0; i < 5000; ++i) {
    voxels.push_back(
        static_cast<float>(random.chance(0.4) ? random.normal(600, 150) : std::abs(random.normal(0, 30))));
    other.push_back(3.5F * voxels.back() + 100);
  }
  const auto a = volume_of(voxels), b = volume_of(other);
  const auto na = normalise(a, measure_intensity(a)), nb = normalise(b, measure_intensity(b));
  for (std::size_t i = 0; i < voxels.size(); ++i) EXPECT_NEAR(na.voxels[i], nb.voxels[i], 1e-3);
  EXPECT_NEAR(measure_intensity(a).body_fraction, 0.4, 0.03);
}

TEST(Intensity, AHotVoxelChangesLittle) {
  auto voxels = two_tissues();
  const auto before = measure_intensity(volume_of(voxels));
  voxels[0] = 1e9F;
  const auto after = measure_intensity(volume_of(voxels));
  EXPECT_NEAR(after.high, before.high, 2);
  EXPECT_NEAR(after.body_fraction, before.body_fraction, 0.001);
}

TEST(Intensity, AFewBrightVoxelsInTheDarkAreTheBody) {
  std::vector<float> voxels(5000, 0);
  voxels[7] = 10;
  const auto range = measure_intensity(volume_of(voxels));
  EXPECT_DOUBLE_EQ(range.low, 0);
  EXPECT_DOUBLE_EQ(range.high, 10);
}

TEST(Intensity, ABodyOfOneIntensityWithHardlyAnyAirHasARange) {
  std::vector<float> voxels(1000, 5);
  voxels[0] = 1;
  const auto range = measure_intensity(volume_of(voxels));
  EXPECT_DOUBLE_EQ(range.low, 1);
  EXPECT_DOUBLE_EQ(range.high, 5);
}

TEST(Intensity, NormalisesLinearlyAndClips) {
  const auto normal = normalise(volume_of({0, 10, 15, 20, 30}), {10, 20, 0.5});
  EXPECT_EQ(normal.voxels, (std::vector<float>{0, 0, 0.5F, 1, 1}));
}

TEST(Intensity, RefusesWhatHasNoRange) {
  test::expect_error([] { measure_intensity(volume_of({})); }, {"empty"});
  test::expect_error([] { measure_intensity(volume_of({4, 4, 4})); }, {"one intensity"});
  test::expect_error(
      [] {
        measure_intensity(volume_of({1, std::numeric_limits<float>::quiet_NaN()}));
      },
      {"finite"});
  test::expect_error(
      [] {
        measure_intensity(volume_of({1, std::numeric_limits<float>::infinity()}));
      },
      {"finite"});
}

}  // namespace
}  // namespace residuum::imaging
