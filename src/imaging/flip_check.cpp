#include "imaging/flip_check.h"

#include <algorithm>
#include <cmath>

#include "imaging/body_box.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t fewest_voxels = 50;
constexpr double body_weight = 4, least = 1e-3;

using Index = std::array<std::size_t, 3>;

struct Regions {
  std::vector<Index> inside, core,
      border;  // of the mask; its inside without the edge; both sides of the edge
};

// In the plane, by face neighbours: slices are far apart.
Regions regions_of(const Mask& mask) {
  const auto& size = mask.geometry.size;
  Regions regions;
  for (std::size_t k = 0; k < size[2]; ++k) {
    const auto labels = mask.slice(k);
    const auto in = [&](std::size_t x, std::size_t y) { return labels[y * size[0] + x] != background; };
    for (std::size_t y = 0; y < size[1]; ++y) {
      for (std::size_t x = 0; x < size[0]; ++x) {
        const bool here = in(x, y);
        const bool other = (x > 0 && in(x - 1, y) != here) || (x + 1 < size[0] && in(x + 1, y) != here) ||
                           (y > 0 && in(x, y - 1) != here) || (y + 1 < size[1] && in(x, y + 1) != here);
        if (here) regions.inside.push_back({x, y, k});
        if (other) {
          regions.border.push_back({x, y, k});
        } else if (here) {
          regions.core.push_back({x, y, k});
        }
      }
    }
  }
  return regions;
}

constexpr Flip no_flip{"", {false, false, false}};

Index mirrored(Index at, const Flip& flip, const Index& size) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (flip.along[axis]) at[axis] = size[axis] - 1 - at[axis];
  }
  return at;
}

// The image seen through a mirror.
class Mirror {
 public:
  Mirror(const Volume& image, const Flip& flip) : image_(image), flip_(flip) {}

  double value(Index at) const {
    const auto& size = image_.geometry.size;
    at = mirrored(at, flip_, size);
    return image_.voxels[(at[2] * size[1] + at[1]) * size[0] + at[0]];
  }
  double gradient(const Index& at) const { return std::hypot(step(at, 0), step(at, 1)); }

 private:
  double step(Index at, std::size_t along) const {
    Index before = at, after = at;
    if (before[along] > 0) --before[along];
    if (after[along] + 1 < image_.geometry.size[along]) ++after[along];
    const auto apart = static_cast<double>(std::max<std::size_t>(after[along] - before[along], 1));
    return (value(after) - value(before)) / apart;
  }

  const Volume& image_;
  const Flip& flip_;
};

double mean_gradient(const Mirror& image, const std::vector<Index>& voxels) {
  double sum = 0;
  for (const auto& at : voxels) sum += image.gradient(at);
  return sum / static_cast<double>(voxels.size());
}

MaskFit fit(const Mirror& image, const Regions& regions) {
  double sum = 0, squares = 0, tissue = 0;
  for (const auto& at : regions.inside) {
    const double value = image.value(at);
    sum += value;
    squares += value * value;
    tissue += value > tissue_level;
  }
  const auto count = static_cast<double>(regions.inside.size());
  const double mean = sum / count;
  return {mean_gradient(image, regions.border) / std::max(least, mean_gradient(image, regions.core)),
          std::sqrt(std::max(0.0, squares / count - mean * mean)), tissue / count};
}

}  // namespace

double MaskFit::score() const {
  return std::log(std::max(edge, least) / std::max(spread, least)) +
         body_weight * std::log(std::max(on_body, least));
}

FlipCheck check_flips(const Volume& normalised, const Mask& mask) {
  FlipCheck found;
  const auto regions = regions_of(mask);
  if (regions.inside.size() < fewest_voxels || regions.core.empty()) return found;
  found.as_it_is = fit(Mirror(normalised, no_flip), regions);
  double best = found.as_it_is.score() + marked_score;
  for (std::size_t i = 0; i < flips.size(); ++i) {
    found.flipped[i] = fit(Mirror(normalised, flips[i]), regions);
    if (found.flipped[i].score() <= best) continue;
    best = found.flipped[i].score();
    found.suspect = i;
  }
  return found;
}

Mask flipped(const Mask& mask, const Flip& flip) {
  const auto& size = mask.geometry.size;
  Mask result{mask.geometry, {}};
  result.labels.reserve(mask.labels.size());
  std::array<std::size_t, 3> at{};
  for (at[2] = 0; at[2] < size[2]; ++at[2]) {
    for (at[1] = 0; at[1] < size[1]; ++at[1]) {
      for (at[0] = 0; at[0] < size[0]; ++at[0]) {
        const auto from = mirrored(at, flip, size);
        result.labels.push_back(mask.labels[(from[2] * size[1] + from[1]) * size[0] + from[0]]);
      }
    }
  }
  return result;
}

}  // namespace residuum::imaging
