#include "imaging/intensity.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "core/error.h"
#include "imaging/percentile.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t bins = 1024;

struct Histogram {
  double low = 0, width = 1;  // of a bin
  std::array<std::size_t, bins> counts{};

  std::size_t bin(float value) const {
    return static_cast<std::size_t>(std::clamp((value - low) / width, 0.0, static_cast<double>(bins - 1)));
  }
};

Histogram histogram_of(const std::vector<float>& voxels, double low, double high) {
  Histogram histogram{low, (high - low) / bins, {}};
  for (const float value : voxels) ++histogram.counts[histogram.bin(value)];
  return histogram;
}

// The last bin of the darker of the two classes between which the variance is largest.
std::size_t otsu_bin(const Histogram& histogram) {
  double count = 0, sum = 0;
  for (std::size_t b = 0; b < bins; ++b) {
    count += static_cast<double>(histogram.counts[b]);
    sum += static_cast<double>(b * histogram.counts[b]);
  }
  double dark = 0, dark_sum = 0, best = -1;
  std::size_t best_bin = 0;
  for (std::size_t b = 0; b + 1 < bins; ++b) {
    dark += static_cast<double>(histogram.counts[b]);
    dark_sum += static_cast<double>(b * histogram.counts[b]);
    if (dark == 0 || dark == count) continue;
    const double apart = dark_sum / dark - (sum - dark_sum) / (count - dark);
    const double between = dark * (count - dark) * apart * apart;
    if (between > best) {
      best = between;
      best_bin = b;
    }
  }
  return best_bin;
}

}  // namespace

IntensityRange measure_intensity(const Volume& volume) {
  const auto& voxels = volume.voxels;
  if (!std::all_of(voxels.begin(), voxels.end(), [](float value) { return std::isfinite(value); })) {
    throw input_error("the image holds intensities that are not finite: export the series again");
  }
  const auto [lowest, highest] = std::minmax_element(voxels.begin(), voxels.end());
  if (voxels.empty() || *lowest == *highest) {
    throw input_error("the image is empty or of one intensity throughout: is this the right series?");
  }
  const double cut = percentile(voxels, 0.999);
  const auto histogram = histogram_of(voxels, *lowest, cut > *lowest ? cut : *highest);
  const std::size_t threshold = otsu_bin(histogram);
  std::vector<float> body;
  for (const float value : voxels) {
    if (histogram.bin(value) > threshold) body.push_back(value);
  }
  IntensityRange range;
  range.low = percentile(voxels, 0.01);
  range.body_fraction = static_cast<double>(body.size()) / static_cast<double>(voxels.size());
  range.high = percentile(std::move(body), 0.995);
  if (range.low >= range.high) range.low = *lowest;  // hardly any air, and a body of one intensity
  return range;
}

Volume normalise(const Volume& volume, const IntensityRange& range) {
  assert(range.low < range.high);
  Volume result{volume.geometry, std::vector<float>(volume.voxels.size())};
  const auto low = static_cast<float>(range.low), scale = static_cast<float>(1 / (range.high - range.low));
  std::transform(volume.voxels.begin(), volume.voxels.end(), result.voxels.begin(),
                 [&](float value) { return std::clamp((value - low) * scale, 0.0F, 1.0F); });
  return result;
}

}  // namespace residuum::imaging
