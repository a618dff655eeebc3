#include "imaging/contour_fill.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace residuum::imaging {

void fill_contours(const std::vector<Contour>& contours, std::size_t width, std::size_t height,
                   const std::function<void(std::size_t, std::size_t)>& fill) {
  // Of each pixel, whether an odd number of edges cross its row between its left neighbour's centre and its
  // own. One value a pixel, however many edges a file has.
  std::vector<std::uint8_t> turns(width * height);
  for (const auto& contour : contours) {
    for (std::size_t i = 0; i < contour.size(); ++i) {
      auto [x0, y0] = contour[i];
      auto [x1, y1] = contour[(i + 1) % contour.size()];
      if (y0 > y1) {
        std::swap(x0, x1);
        std::swap(y0, y1);
      }
      const auto first = static_cast<std::size_t>(std::max(0.0, std::ceil(y0)));
      for (std::size_t y = first; y < height && static_cast<double>(y) < y1; ++y) {
        const double x = x0 + (static_cast<double>(y) - y0) / (y1 - y0) * (x1 - x0);
        const double from = std::max(0.0, std::ceil(x));
        if (from < static_cast<double>(width)) turns[y * width + static_cast<std::size_t>(from)] ^= 1;
      }
    }
  }
  for (std::size_t y = 0; y < height; ++y) {
    bool inside = false;
    for (std::size_t x = 0; x < width; ++x) {
      inside ^= turns[y * width + x] != 0;
      if (inside) fill(x, y);
    }
  }
}

}  // namespace residuum::imaging
