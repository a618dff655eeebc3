#include "imaging/similarity.h"

#include <array>
#include <cmath>

#include "core/error.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t radius = 5, window = 2 * radius + 1;

std::array<double, window> gaussian() {
  std::array<double, window> weights{};
  double sum = 0;
  for (std::size_t i = 0; i < window; ++i) {
    const double x = (static_cast<double>(i) - radius) / 1.5;
    sum += weights[i] = std::exp(-x * x / 2);
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

// What lies wholly inside: (width - 10) x (height - 10).
std::vector<double> smoothed(const std::vector<double>& values, std::size_t width, std::size_t height) {
  static const auto weights = gaussian();
  const std::size_t inner = width - 2 * radius;
  std::vector<double> rows(inner * height), result(inner * (height - 2 * radius));
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < inner; ++x) {
      for (std::size_t i = 0; i < window; ++i) rows[y * inner + x] += weights[i] * values[y * width + x + i];
    }
  }
  for (std::size_t y = 0; y < height - 2 * radius; ++y) {
    for (std::size_t i = 0; i < window; ++i) {
      for (std::size_t x = 0; x < inner; ++x) result[y * inner + x] += weights[i] * rows[(y + i) * inner + x];
    }
  }
  return result;
}

}  // namespace

double structural_similarity(const Slice& first, const Slice& second) {
  const auto width = first.width, height = first.height;
  if (width != second.width || height != second.height || width < window || height < window) {
    throw input_error(
        "pictures of {} x {} and {} x {} pixels: structural similarity needs one size, from {} on", width,
        height, second.width, second.height, window);
  }
  const std::size_t count = width * height;
  std::vector<double> a(first.pixels.begin(), first.pixels.end()),
      b(second.pixels.begin(), second.pixels.end());
  std::vector<double> aa(count), bb(count), ab(count);
  for (std::size_t i = 0; i < count; ++i) {
    aa[i] = a[i] * a[i];
    bb[i] = b[i] * b[i];
    ab[i] = a[i] * b[i];
  }
  const auto smooth = [&](const std::vector<double>& values) { return smoothed(values, width, height); };
  const auto ma = smooth(a), mb = smooth(b), maa = smooth(aa), mbb = smooth(bb), mab = smooth(ab);
  constexpr double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03;
  double sum = 0;
  for (std::size_t i = 0; i < ma.size(); ++i) {
    const double covariance = mab[i] - ma[i] * mb[i];
    const double variances = maa[i] - ma[i] * ma[i] + mbb[i] - mb[i] * mb[i];
    sum += (2 * ma[i] * mb[i] + c1) * (2 * covariance + c2) /
           ((ma[i] * ma[i] + mb[i] * mb[i] + c1) * (variances + c2));
  }
  return sum / static_cast<double>(ma.size());
}

}  // namespace residuum::imaging
