#include "imaging/glcm.h"

#include <algorithm>
#include <cmath>

namespace residuum::imaging {

std::size_t grey_level(double value) {
  return std::min(static_cast<std::size_t>(value * grey_levels), grey_levels - 1);
}

CoOccurrence co_occurrence(const Volume& image, const Mask& mask) {
  const auto& size = mask.geometry.size;
  CoOccurrence matrix{};
  double pairs = 0;
  const auto level = [&](std::size_t index) {
    return grey_level(std::clamp(static_cast<double>(image.voxels[index]), 0.0, 1.0));
  };
  constexpr long steps[4][2] = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}};
  for (std::size_t k = 0; k < size[2]; ++k) {
    for (std::size_t j = 0; j < size[1]; ++j) {
      for (std::size_t i = 0; i < size[0]; ++i) {
        const std::size_t here = (k * size[1] + j) * size[0] + i;
        if (mask.labels[here] == background) continue;
        for (const auto& [dx, dy] : steps) {
          const long x = static_cast<long>(i) + dx, y = static_cast<long>(j) + dy;
          if (x < 0 || x >= static_cast<long>(size[0]) || y >= static_cast<long>(size[1])) continue;
          const std::size_t there =
              (k * size[1] + static_cast<std::size_t>(y)) * size[0] + static_cast<std::size_t>(x);
          if (mask.labels[there] == background) continue;
          matrix[level(here)][level(there)] += 1;
          matrix[level(there)][level(here)] += 1;
          pairs += 2;
        }
      }
    }
  }
  for (auto& row : matrix) {
    for (auto& cell : row) cell = pairs > 0 ? cell / pairs : 0;
  }
  return matrix;
}

Texture texture_of(const CoOccurrence& matrix) {
  Texture texture;
  double mean = 0, square = 0, product = 0;
  for (std::size_t a = 0; a < grey_levels; ++a) {
    for (std::size_t b = 0; b < grey_levels; ++b) {
      const double p = matrix[a][b];
      if (p == 0) continue;
      const double x = static_cast<double>(a), y = static_cast<double>(b), d = x - y;
      mean += p * x;
      square += p * x * x;
      product += p * x * y;
      texture.contrast += p * d * d;
      texture.entropy -= p * std::log2(p);
      texture.homogeneity += p / (1 + d * d);
      texture.energy += p * p;
    }
  }
  const double variance = square - mean * mean;
  texture.correlation = variance > 1e-12 ? (product - mean * mean) / variance : 1;
  return texture;
}

}  // namespace residuum::imaging
