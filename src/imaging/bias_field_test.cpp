#include "imaging/bias_field.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/json.h"
#include "core/random.h"
#include "expect_error.h"
#include "imaging/kept_bias_field.h"
#include "temporary_folder.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t side = 72, slices = 10;

struct Phantom {
  Volume clean, seen;
  std::vector<bool> in_muscle;
};

// A round body of two tissues with noise, seen through a field that is half as strong on one side as on the
// other.
Phantom phantom() {
  Phantom made;
  made.clean.geometry.size = {side, side, slices};
  made.clean.geometry.spacing = {3, 3, 5};
  made.seen.geometry = made.clean.geometry;
  Random random(4);
  for (std::size_t k = 0; k < slices; ++k) {
    for (std::size_t j = 0; j < side; ++j) {
      for (std::size_t i = 0; i < side; ++i) {
        const double x = (static_cast<double>(i) - 36) / 30, y = (static_cast<double>(j) - 36) / 30;
        const double radius = std::hypot(x, y);
        const double tissue = radius > 1 ? 0.02 : radius > 0.6 ? 0.7 : 0.45;
        const double value = std::max(0.0, tissue + random.normal(0, 0.01));
        const double field = std::exp(0.35 * x + 0.1 * y);
        made.clean.voxels.push_back(static_cast<float>(value));
        made.seen.voxels.push_back(static_cast<float>(value * field));
        made.in_muscle.push_back(radius < 0.6);
      }
    }
  }
  return made;
}

double variation_in_muscle(const Volume& volume, const Phantom& of) {
  double count = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < volume.voxels.size(); ++i) {
    if (!of.in_muscle[i]) continue;
    const double value = static_cast<double>(volume.voxels[i]);
    ++count;
    sum += value;
    squares += value * value;
  }
  const double mean = sum / count;
  return std::sqrt(squares / count - mean * mean) / mean;
}

Volume correct_bias_field(const Volume& volume) {
  return without_bias_field(volume, find_bias_field(volume));
}

TEST(BiasField, IsTakenOutOfATissueThatIsOneEverywhere) {
  const auto made = phantom();
  const auto corrected = correct_bias_field(made.seen);
  ASSERT_EQ(corrected.voxels.size(), made.seen.voxels.size());
  const double before = variation_in_muscle(made.seen, made), after = variation_in_muscle(corrected, made);
  EXPECT_GT(before, 0.1);
  EXPECT_LT(after, 0.35 * before) << "before " << before << ", without any field "
                                  << variation_in_muscle(made.clean, made);
}

TEST(BiasField, LeavesAnEvenVolumeNearlyAsItIs) {
  const auto made = phantom();
  const auto corrected = correct_bias_field(made.clean);
  EXPECT_LT(variation_in_muscle(corrected, made), 1.5 * variation_in_muscle(made.clean, made));
  double mean = 0;
  for (std::size_t i = 0; i < corrected.voxels.size(); ++i)
    mean += static_cast<double>(corrected.voxels[i] - made.clean.voxels[i]);
  EXPECT_NEAR(mean / static_cast<double>(corrected.voxels.size()), 0, 0.01);
}

// Of a scout or a series cut short: splines along one slice divide by zero.
TEST(BiasField, IsTakenOutOfASingleSlice) {
  auto made = phantom();
  made.seen.geometry.size[2] = 1;
  made.seen.voxels.resize(side * side);
  const auto corrected = correct_bias_field(made.seen);
  EXPECT_EQ(corrected.geometry.size, made.seen.geometry.size);
  ASSERT_EQ(corrected.voxels.size(), side * side);
  for (const float value : corrected.voxels) ASSERT_TRUE(std::isfinite(value));
  EXPECT_LT(variation_in_muscle(corrected, made), 0.65 * variation_in_muscle(made.seen, made));
}

TEST(BiasField, IsTheSameEachTime) {
  const auto made = phantom();
  EXPECT_EQ(correct_bias_field(made.seen).voxels, correct_bias_field(made.seen).voxels);
}

TEST(BiasField, IsKeptForTheVolumeItIsOf) {
  const auto made = phantom();
  const test::TemporaryFolder folder;
  const auto found = kept_bias_field(folder.path() / "fields", made.seen);
  EXPECT_EQ(found.control_points, find_bias_field(made.seen).control_points);
  const auto files = [&] { return test::files_in(folder.path() / "fields"); };
  ASSERT_EQ(files().size(), 1u);
  // Another field in its place: what is kept is what is used, where it is whole.
  const auto kept = read_json(files().front());
  auto points = found.control_points;
  points[0] = 0.25F;
  auto other = kept, altered = kept, thin = kept;
  other["control_points"] = points;
  other["sha256"] = sha256_of(points);
  write_json(files().front(), other);
  EXPECT_EQ(kept_bias_field(folder.path() / "fields", made.seen).control_points, points);
  altered["control_points"][0] = 0.25;
  thin["size"] = {1, 1, points.size()};
  for (const auto& damage :
       {altered.dump(), thin.dump(), std::string("{\"size\": [1, 1, 1]}"), std::string("no JSON")}) {
    write_file(files().front(), damage);
    EXPECT_EQ(kept_bias_field(folder.path() / "fields", made.seen).control_points, found.control_points);
  }
  kept_bias_field(folder.path() / "fields", made.clean);
  EXPECT_EQ(files().size(), 2u);
}

TEST(BiasField, RefusesAnEmptyImage) {
  Volume volume;
  volume.geometry.size = {8, 8, 2};
  volume.voxels.assign(128, 3);
  test::expect_error([&] { correct_bias_field(volume); }, {"one intensity"});
}

}  // namespace
}  // namespace residuum::imaging
