#include "imaging/contour_fill.h"

#include <algorithm>
#include <cmath>

namespace residuum::imaging {

void fill_contours(const std::vector<Contour>& contours, std::size_t width, std::size_t height,
                   const std::function<void(std::size_t, std::size_t)>& fill) {
  // Where edges cross each row's line of pixel centres.
  std::vector<std::vector<double>> crossings(height);
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
        crossings[y].push_back(x0 + (static_cast<double>(y) - y0) / (y1 - y0) * (x1 - x0));
      }
    }
  }
  for (std::size_t y = 0; y < height; ++y) {
    auto& row = crossings[y];
    std::sort(row.begin(), row.end());
    for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
      const auto first = static_cast<std::size_t>(std::max(0.0, std::ceil(row[i])));
      for (std::size_t x = first; x < width && static_cast<double>(x) < row[i + 1]; ++x) fill(x, y);
    }
  }
}

}  // namespace residuum::imaging
