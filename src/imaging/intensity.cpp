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

struct Body {
  std::vector<float> voxels;
  double lowest = 0, threshold = 0;
};

Body body_of(const std::vector<float>& voxels) {
  if (!std::all_of(voxels.begin(), voxels.end(), [](float value) { return std::isfinite(value); })) {
    throw input_error("the image holds intensities that are not finite: export the series again");
  }
  const auto [lowest, highest] = std::minmax_element(voxels.begin(), voxels.end());
  if (voxels.empty() || *lowest == *highest) {
    throw input_error("the image is empty or of one intensity throughout: is this the right series?");
  }
  const double cut = percentile(voxels, 0.999);
  const auto histogram = histogram_of(voxels, *lowest, cut > *lowest ? cut : *highest);
  const std::size_t last_dark = otsu_bin(histogram);
  Body body{{}, *lowest, histogram.low + histogram.width * static_cast<double>(last_dark + 1)};
  for (const float value : voxels) {
    if (histogram.bin(value) > last_dark) body.voxels.push_back(value);
  }
  return body;
}

double share(const Body& body, const std::vector<float>& voxels) {
  return static_cast<double>(body.voxels.size()) / static_cast<double>(voxels.size());
}

}  // namespace

IntensityRange measure_intensity(const Volume& volume) {
  auto body = body_of(volume.voxels);
  IntensityRange range;
  range.low = percentile(volume.voxels, 0.01);
  range.body_fraction = share(body, volume.voxels);
  range.high = percentile(std::move(body.voxels), 0.995);
  if (range.low >= range.high) range.low = body.lowest;  // hardly any air, and a body of one intensity
  return range;
}

BodyStatistics body_statistics(const std::vector<float>& voxels) {
  const auto body = body_of(voxels);
  const auto count = static_cast<double>(body.voxels.size());
  BodyStatistics statistics{body.threshold, 0, 0, share(body, voxels)};
  for (const float value : body.voxels) statistics.mean += static_cast<double>(value) / count;
  double squares = 0;
  for (const float value : body.voxels) {
    const double difference = static_cast<double>(value) - statistics.mean;
    squares += difference * difference;
  }
  statistics.deviation = std::sqrt(squares / count);
  return statistics;
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
