#include "imaging/resample.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/parallel.h"
#include "imaging/grid.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t most_voxels = std::size_t{1} << 31;

// Two neighbours on one axis and how far between them `index` lies. Up to half a voxel beyond the outermost
// centres belongs to the outermost voxel.
struct Between {
  std::size_t low = 0, high = 0;
  float weight = 0;  // of high
};

bool place(double index, std::size_t size, Between& between) {
  constexpr double rounding = 1e-6;
  const auto last = static_cast<double>(size - 1);
  if (!(index >= -0.5 - rounding && index <= last + 0.5 + rounding)) return false;
  const double inside = std::clamp(index, 0.0, last);
  between.low = static_cast<std::size_t>(inside);
  between.high = std::min(between.low + 1, size - 1);
  between.weight = static_cast<float>(inside - static_cast<double>(between.low));
  return true;
}

float trilinear(const Volume& volume, const Vec3& index, float outside) {
  const auto& size = volume.geometry.size;
  Between x, y, z;
  if (!place(index[0], size[0], x) || !place(index[1], size[1], y) || !place(index[2], size[2], z))
    return outside;
  const auto row = [&](std::size_t j, std::size_t k) {
    const float* pixels = volume.voxels.data() + (k * size[1] + j) * size[0];
    return pixels[x.low] + x.weight * (pixels[x.high] - pixels[x.low]);
  };
  const auto plane = [&](std::size_t k) {
    const float first = row(y.low, k);
    return first + y.weight * (row(y.high, k) - first);
  };
  const float first = plane(z.low);
  return first + z.weight * (plane(z.high) - first);
}

}  // namespace

Volume resample(const Volume& volume, const Geometry& target) {
  if (volume.voxels.empty() || volume.voxels.size() != volume.geometry.voxels()) {
    throw failure("a volume of {} voxels cannot be resampled: its size says {}", volume.voxels.size(),
                  volume.geometry.voxels());
  }
  const float outside = *std::min_element(volume.voxels.begin(), volume.voxels.end());
  const IndexMap map(target, volume.geometry);
  Volume result{target, std::vector<float>(target.voxels())};
  parallel_for(target.size[2], available_cores(), [&](std::size_t k) {
    float* to = result.voxels.data() + k * target.slice_voxels();
    for (std::size_t j = 0; j < target.size[1]; ++j) {
      for (std::size_t i = 0; i < target.size[0]; ++i) *to++ = trilinear(volume, map(i, j, k), outside);
    }
  });
  return result;
}

Mask resample_labels(const Mask& mask, const Geometry& target) {
  const auto& size = mask.geometry.size;
  const IndexMap map(target, mask.geometry);
  const auto nearest = [](double index, std::size_t length) {
    return static_cast<std::size_t>(std::clamp(std::round(index), 0.0, static_cast<double>(length - 1)));
  };
  Mask result{target, {}};
  result.labels.reserve(target.voxels());
  for (std::size_t k = 0; k < target.size[2]; ++k) {
    for (std::size_t j = 0; j < target.size[1]; ++j) {
      for (std::size_t i = 0; i < target.size[0]; ++i) {
        const Vec3 at = map(i, j, k);
        const auto x = nearest(at[0], size[0]), y = nearest(at[1], size[1]), z = nearest(at[2], size[2]);
        result.labels.push_back(mask.labels[(z * size[1] + y) * size[0] + x]);
      }
    }
  }
  return result;
}

Geometry axial_grid(const Geometry& geometry, double in_plane_mm, double slice_mm) {
  const auto corners = box_corners(geometry);
  Geometry grid;
  grid.spacing = {in_plane_mm, in_plane_mm, slice_mm};
  std::size_t room = most_voxels;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto [low, high] = std::minmax_element(
        corners.begin(), corners.end(), [&](const Vec3& a, const Vec3& b) { return a[axis] < b[axis]; });
    const double from = (*low)[axis], to = (*high)[axis];
    const double steps = std::max(1.0, std::ceil((to - from) / grid.spacing[axis] - 1e-6));
    if (!(grid.spacing[axis] > 0 && steps <= static_cast<double>(room))) {
      throw input_error("an axial grid of {} mm over {} mm would be too large: choose a coarser spacing",
                        grid.spacing[axis], to - from);
    }
    grid.size[axis] = static_cast<std::size_t>(steps);
    grid.origin[axis] = (from + to) / 2 - (steps - 1) / 2 * grid.spacing[axis];  // the box in the middle
    room /= grid.size[axis];
  }
  return grid;
}

}  // namespace residuum::imaging
