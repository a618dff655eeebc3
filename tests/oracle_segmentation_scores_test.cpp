// Scores of masks against scipy on random lesions: anisotropic voxels, masks at the image's edge, empty ones.
#include <cmath>

#include "core/random.h"
#include "imaging/overlap.h"
#include "imaging/surface_distance.h"
#include "oracle.h"

namespace residuum {
namespace {

struct Pair {
  imaging::Mask predicted, reference;
};

// Ellipsoids with a rough edge; `lesions` of them may overlap or reach beyond the image.
void paint(imaging::Mask& mask, int lesions, Random& random) {
  const auto& size = mask.geometry.size;
  for (int lesion = 0; lesion < lesions; ++lesion) {
    std::array<double, 3> centre{}, radius{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      centre[axis] = random.uniform(0, static_cast<double>(size[axis]));
      radius[axis] = random.uniform(1, static_cast<double>(size[axis]) / 3);
    }
    for (std::size_t i = 0; i < mask.labels.size(); ++i) {
      const std::array<std::size_t, 3> at{i % size[0], i / size[0] % size[1], i / size[0] / size[1]};
      double from = 0;
      for (std::size_t axis = 0; axis < 3; ++axis)
        from += std::pow((static_cast<double>(at[axis]) - centre[axis]) / radius[axis], 2);
      if (from + random.uniform(0, 0.3) < 1) mask.labels[i] = imaging::primary_tumour;
    }
  }
}

Pair random_pair(Random& random, int predicted, int reference) {
  imaging::Geometry geometry;
  for (auto& length : geometry.size) length = static_cast<std::size_t>(random.integer(5, 18));
  geometry.spacing = {random.uniform(0.3, 1.2), random.uniform(0.3, 1.2), random.uniform(2, 6)};
  Pair pair{{geometry, std::vector<std::uint8_t>(geometry.voxels())}, {}};
  pair.reference = pair.predicted;
  paint(pair.predicted, predicted, random);
  paint(pair.reference, reference, random);
  return pair;
}

class Compared {
 public:
  Compared(const test::Answers& scipy, std::size_t of) : scipy_(scipy), of_(of) {}

  void equal(const std::string& what, std::optional<double> ours) {
    ASSERT_EQ(ours.has_value(), scipy_.has(of_, what)) << what;
    if (!ours) return;
    EXPECT_NEAR(*ours, scipy_.value(of_, what), 1e-6) << what;
    ++count_;
  }
  void surfaces(const std::string& before, const imaging::SurfaceDistances& apart) {
    equal(before + "hd95", apart.hd95_mm());
    equal(before + "average", apart.average_mm());
    equal(before + "surface_dice", apart.surface_dice());
  }
  std::size_t count() const { return count_; }

 private:
  const test::Answers& scipy_;
  std::size_t of_, count_ = 0;
};

TEST(SegmentationScoresIntegration, AgreeWithScipy) {
  RESIDUUM_NEEDS("/usr/bin/python3 -c 'import scipy.ndimage'", "python3-scipy");
  Random random(41);
  std::vector<Pair> pairs;
  for (int i = 0; i < 24; ++i) pairs.push_back(random_pair(random, i % 4, (i + i / 4) % 4));
  CsvTable masks({"case", "nx", "ny", "nz", "dx", "dy", "dz", "first", "last"});
  CsvTable voxels({"x", "y", "z", "predicted", "reference"});
  for (std::size_t number = 0; number < pairs.size(); ++number) {
    const auto& [predicted, reference] = pairs[number];
    const auto& [size, spacing, origin, direction] = predicted.geometry;
    const auto first = voxels.row_count();
    for (std::size_t i = 0; i < predicted.labels.size(); ++i) {
      if (predicted.labels[i] + reference.labels[i] == 0) continue;
      voxels.add_row({std::to_string(i % size[0]), std::to_string(i / size[0] % size[1]),
                      std::to_string(i / size[0] / size[1]), std::to_string(predicted.labels[i]),
                      std::to_string(reference.labels[i])});
    }
    std::vector<std::string> row{std::to_string(number + 1)};
    for (const auto length : size) row.push_back(std::to_string(length));
    for (const auto step : spacing) row.push_back(test::cell(step));
    row.insert(row.end(), {std::to_string(first), std::to_string(voxels.row_count())});
    masks.add_row(row);
  }
  const auto scipy = test::ask_oracle("segmentation_scores.py", {masks, voxels});
  std::size_t compared = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    SCOPED_TRACE(i + 1);
    const auto& [predicted, reference] = pairs[i];
    Compared with(scipy, i + 1);
    with.surfaces("", imaging::surface_distances(predicted, reference));
    with.equal("dice", imaging::overlap(predicted, reference).dice());
    with.equal("iou", imaging::overlap(predicted, reference).iou());
    with.equal("volume_error", imaging::volume_error(predicted, reference).absolute_ml());
    with.equal("relative_volume_error", imaging::volume_error(predicted, reference).relative());
    with.equal("sensitivity", imaging::detect_lesions(predicted, reference).sensitivity());
    with.equal("precision", imaging::detect_lesions(predicted, reference).precision());
    for (std::size_t k = 0; k < predicted.geometry.size[2]; ++k) {
      with.surfaces(fmt::format("slice {} ", k),
                    imaging::surface_distances_of_slice(predicted, reference, k));
    }
    compared += with.count();
  }
  EXPECT_EQ(compared, scipy.size());
  EXPECT_GT(compared, 500u);
}

}  // namespace
}  // namespace residuum
