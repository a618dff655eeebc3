#include "imaging/radiomics.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/error.h"
#include "imaging/glcm.h"
#include "imaging/percentile.h"

namespace residuum::imaging {
namespace {

// What is gathered in one pass over the tumour.
struct Tumour {
  std::vector<float> values;  // cut to 0..1
  std::vector<std::array<std::size_t, 3>> places;
  double surface_mm2 = 0;
};

class Grid {
 public:
  explicit Grid(const Mask& mask) : mask_(mask) {}
  bool inside(long i, long j, long k) const {
    const auto& size = mask_.geometry.size;
    if (i < 0 || j < 0 || k < 0 || i >= static_cast<long>(size[0]) || j >= static_cast<long>(size[1]) ||
        k >= static_cast<long>(size[2])) {
      return false;
    }
    const auto index = (static_cast<std::size_t>(k) * size[1] + static_cast<std::size_t>(j)) * size[0] +
                       static_cast<std::size_t>(i);
    return mask_.labels[index] != background;
  }

 private:
  const Mask& mask_;
};

Tumour gather(const Volume& image, const Mask& mask) {
  const auto& [size, spacing, origin, direction] = mask.geometry;
  const Grid grid(mask);
  const double faces[3] = {spacing[1] * spacing[2], spacing[0] * spacing[2], spacing[0] * spacing[1]};
  Tumour tumour;
  std::size_t index = 0;
  for (std::size_t k = 0; k < size[2]; ++k) {
    for (std::size_t j = 0; j < size[1]; ++j) {
      for (std::size_t i = 0; i < size[0]; ++i, ++index) {
        if (mask.labels[index] == background) continue;
        tumour.values.push_back(std::clamp(image.voxels[index], 0.0F, 1.0F));
        tumour.places.push_back({i, j, k});
        const auto a = static_cast<long>(i), b = static_cast<long>(j), c = static_cast<long>(k);
        tumour.surface_mm2 += faces[0] * (!grid.inside(a - 1, b, c) + !grid.inside(a + 1, b, c)) +
                              faces[1] * (!grid.inside(a, b - 1, c) + !grid.inside(a, b + 1, c)) +
                              faces[2] * (!grid.inside(a, b, c - 1) + !grid.inside(a, b, c + 1));
      }
    }
  }
  return tumour;
}

// Square roots of the ratios of the second moments' eigenvalues; a voxel's own extent keeps them above 0.
std::pair<double, double> elongation_and_flatness(const Tumour& tumour, const Vec3& spacing) {
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  const auto at = [&](const std::array<std::size_t, 3>& place) {
    return Eigen::Vector3d(static_cast<double>(place[0]) * spacing[0],
                           static_cast<double>(place[1]) * spacing[1],
                           static_cast<double>(place[2]) * spacing[2]);
  };
  for (const auto& place : tumour.places) mean += at(place);
  mean /= static_cast<double>(tumour.places.size());
  Eigen::Matrix3d moments = Eigen::Matrix3d::Zero();
  for (const auto& place : tumour.places) moments += (at(place) - mean) * (at(place) - mean).transpose();
  moments /= static_cast<double>(tumour.places.size());
  for (int axis = 0; axis < 3; ++axis)
    moments(axis, axis) +=
        spacing[static_cast<std::size_t>(axis)] * spacing[static_cast<std::size_t>(axis)] / 12;
  const Eigen::Vector3d values = Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(moments).eigenvalues();
  return {std::sqrt(values[1] / values[2]), std::sqrt(values[0] / values[2])};
}

double extent_mm(const Tumour& tumour, const Vec3& spacing) {
  double sum = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto [low, high] = std::minmax_element(tumour.places.begin(), tumour.places.end(),
                                                 [&](auto& a, auto& b) { return a[axis] < b[axis]; });
    const double length = static_cast<double>((*high)[axis] - (*low)[axis] + 1) * spacing[axis];
    sum += length * length;
  }
  return std::sqrt(sum);
}

void add_shape(const Tumour& tumour, const Geometry& geometry, Features& features) {
  const double volume = static_cast<double>(tumour.values.size()) * geometry.voxel_volume();
  const auto [elongation, flatness] = elongation_and_flatness(tumour, geometry.spacing);
  features.emplace_back("volume_ml", volume / 1000);
  features.emplace_back("log_volume", std::log(volume / 1000));
  features.emplace_back("surface_cm2", tumour.surface_mm2 / 100);
  features.emplace_back("sphericity",
                        std::cbrt(std::numbers::pi) * std::pow(6 * volume, 2.0 / 3) / tumour.surface_mm2);
  features.emplace_back("elongation", elongation);
  features.emplace_back("flatness", flatness);
  features.emplace_back("extent_mm", extent_mm(tumour, geometry.spacing));
}

double entropy_of(const std::vector<float>& values) {
  std::array<double, grey_levels> counts{};
  for (const double value : values) counts[grey_level(value)] += 1;
  double entropy = 0;
  for (const double count : counts) {
    if (count == 0) continue;
    const double p = count / static_cast<double>(values.size());
    entropy -= p * std::log2(p);
  }
  return entropy;
}

void add_first_order(const std::vector<float>& values, Features& features) {
  const double n = static_cast<double>(values.size());
  double mean = 0, second = 0, third = 0, fourth = 0;
  for (const double value : values) mean += value / n;
  for (const double value : values) {
    const double d = value - mean;
    second += d * d / n;
    third += d * d * d / n;
    fourth += d * d * d * d / n;
  }
  const double sd = std::sqrt(second), median = percentile(values, 0.5);
  const bool varies = second > 1e-12;
  const auto dark =
      std::count_if(values.begin(), values.end(), [&](double value) { return value < 0.6 * median; });
  features.emplace_back("mean", mean);
  features.emplace_back("sd", sd);
  features.emplace_back("skewness", varies ? third / (second * sd) : 0);
  features.emplace_back("kurtosis", varies ? fourth / (second * second) - 3 : 0);
  features.emplace_back("p10", percentile(values, 0.1));
  features.emplace_back("median", median);
  features.emplace_back("p90", percentile(values, 0.9));
  features.emplace_back("coefficient_of_variation", mean > 0 ? sd / mean : 0);
  features.emplace_back("entropy", entropy_of(values));
  features.emplace_back("dark_share", static_cast<double>(dark) / n);
}

}  // namespace

Features radiomic_features(const Volume& image, const Mask& mask) {
  if (image.geometry.size != mask.geometry.size || image.voxels.size() != mask.labels.size())
    throw input_error("radiomic features: image and mask are of different grids");
  const auto tumour = gather(image, mask);
  if (tumour.values.empty()) throw input_error("radiomic features: no voxel is labelled");
  Features features;
  add_shape(tumour, mask.geometry, features);
  add_first_order(tumour.values, features);
  const auto texture = texture_of(co_occurrence(image, mask));
  features.emplace_back("glcm_contrast", texture.contrast);
  features.emplace_back("glcm_correlation", texture.correlation);
  features.emplace_back("glcm_entropy", texture.entropy);
  features.emplace_back("glcm_homogeneity", texture.homogeneity);
  features.emplace_back("glcm_energy", texture.energy);
  return features;
}

}  // namespace residuum::imaging
