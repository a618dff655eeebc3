#include "imaging/surface_distance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"
#include "imaging/distance_transform.h"
#include "imaging/percentile.h"

namespace residuum::imaging {
namespace {

using Index = std::array<std::size_t, 3>;

// A box of voxels: `first` to one before `last`.
struct Box {
  Index first, last;

  Index size() const { return {last[0] - first[0], last[1] - first[1], last[2] - first[2]}; }
};

// The surface voxels of a mask, as indices into its labels.
std::vector<std::size_t> surface_of(const Mask& mask) {
  const auto& size = mask.geometry.size;
  const Index stride{1, size[0], size[0] * size[1]};
  std::vector<std::size_t> surface;
  std::size_t voxel = 0;
  Index at{};
  const auto on_surface = [&] {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (axis == 2 && size[2] == 1) continue;
      if (at[axis] == 0 || at[axis] + 1 == size[axis]) return true;
      if (mask.labels[voxel - stride[axis]] == background) return true;
      if (mask.labels[voxel + stride[axis]] == background) return true;
    }
    return false;
  };
  for (at[2] = 0; at[2] < size[2]; ++at[2]) {
    for (at[1] = 0; at[1] < size[1]; ++at[1]) {
      for (at[0] = 0; at[0] < size[0]; ++at[0], ++voxel) {
        if (mask.labels[voxel] != background && on_surface()) surface.push_back(voxel);
      }
    }
  }
  return surface;
}

Index index_of(std::size_t voxel, const Index& size) {
  return {voxel % size[0], voxel / size[0] % size[1], voxel / (size[0] * size[1])};
}

void extend(Box& box, const std::vector<std::size_t>& surface, const Index& size) {
  for (const auto voxel : surface) {
    const auto at = index_of(voxel, size);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      box.first[axis] = std::min(box.first[axis], at[axis]);
      box.last[axis] = std::max(box.last[axis], at[axis] + 1);
    }
  }
}

// Distances are asked for at surface voxels alone, so that the box of both surfaces is all that matters.
std::vector<double> distances(const std::vector<std::size_t>& from, const std::vector<std::size_t>& to,
                              const Box& box, const Geometry& geometry) {
  const auto extent = box.size();
  const auto inside = [&](std::size_t voxel) {
    const auto at = index_of(voxel, geometry.size);
    return ((at[2] - box.first[2]) * extent[1] + at[1] - box.first[1]) * extent[0] + at[0] - box.first[0];
  };
  std::vector<std::uint8_t> points(extent[0] * extent[1] * extent[2]);
  for (const auto voxel : to) points[inside(voxel)] = 1;
  const auto squared = squared_distances(points, extent, geometry.spacing);
  std::vector<double> found;
  found.reserve(from.size());
  for (const auto voxel : from) found.push_back(std::sqrt(squared[inside(voxel)]));
  return found;
}

Mask slice_of(const Mask& mask, std::size_t k) {
  Mask slice{mask.geometry, {mask.slice(k).begin(), mask.slice(k).end()}};
  slice.geometry.size[2] = 1;
  return slice;
}

}  // namespace

SurfaceDistances surface_distances(const Mask& predicted, const Mask& reference) {
  if (predicted.geometry.size != reference.geometry.size) {
    throw failure("masks of {} and {} voxels cannot be compared", predicted.labels.size(),
                  reference.labels.size());
  }
  const auto of_predicted = surface_of(predicted), of_reference = surface_of(reference);
  SurfaceDistances found;
  found.predicted_empty = of_predicted.empty();
  found.reference_empty = of_reference.empty();
  if (found.predicted_empty || found.reference_empty) return found;
  const auto& geometry = reference.geometry;
  Box box{geometry.size, {}};
  extend(box, of_predicted, geometry.size);
  extend(box, of_reference, geometry.size);
  found.from_predicted = distances(of_predicted, of_reference, box, geometry);
  found.from_reference = distances(of_reference, of_predicted, box, geometry);
  return found;
}

SurfaceDistances surface_distances_of_slice(const Mask& predicted, const Mask& reference, std::size_t k) {
  return surface_distances(slice_of(predicted, k), slice_of(reference, k));
}

std::optional<double> SurfaceDistances::hd95_mm() const {
  if (from_predicted.empty()) return std::nullopt;
  return std::max(percentile(from_predicted, 0.95), percentile(from_reference, 0.95));
}

std::optional<double> SurfaceDistances::average_mm() const {
  if (from_predicted.empty()) return std::nullopt;
  const auto sum = [](const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
  };
  return (sum(from_predicted) + sum(from_reference)) /
         static_cast<double>(from_predicted.size() + from_reference.size());
}

double SurfaceDistances::surface_dice(double tolerance_mm) const {
  if (predicted_empty && reference_empty) return 1;
  if (predicted_empty || reference_empty) return 0;
  // Distances are sums of squares of spacings: one that is the tolerance but for its last digits counts.
  const double limit = tolerance_mm + 1e-9;
  const auto within = [&](const std::vector<double>& values) {
    return std::count_if(values.begin(), values.end(), [&](double value) { return value <= limit; });
  };
  return static_cast<double>(within(from_predicted) + within(from_reference)) /
         static_cast<double>(from_predicted.size() + from_reference.size());
}

}  // namespace residuum::imaging
