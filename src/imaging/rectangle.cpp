#include "imaging/rectangle.h"

#include <algorithm>
#include <cmath>

namespace residuum::imaging {
namespace {

struct Extent {
  Rectangle box;  // right and bottom one past the last
  std::size_t pixels = 0;
};

Extent extent_of(const Mask& mask, std::size_t k, bool include_nodes) {
  const auto labels = mask.slice(k);
  const std::size_t width = mask.geometry.size[0], height = mask.geometry.size[1];
  Extent extent{{width, height, 0, 0}, 0};
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const auto label = labels[y * width + x];
      if (label != primary_tumour && !(include_nodes && label == lymph_nodes)) continue;
      auto& box = extent.box;
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
             std::max(box.bottom, y + 1)};
      ++extent.pixels;
    }
  }
  return extent;
}

// Whole pixels that hold at least `margin_mm`, but no more than `most`.
std::size_t margin_pixels(double margin_mm, double spacing, std::size_t most) {
  const double pixels = std::ceil(margin_mm / spacing - 1e-9);
  return static_cast<std::size_t>(std::clamp(pixels, 0.0, static_cast<double>(most)));
}

// [low, high) made `length` pixels long about its middle, within [0, size).
void widen(std::size_t& low, std::size_t& high, std::size_t length, std::size_t size) {
  length = std::min(length, size);
  if (length <= high - low) return;
  const std::size_t before = (length - (high - low)) / 2;
  low = std::min(low - std::min(low, before), size - length);
  high = low + length;
}

Rectangle widened(Rectangle rectangle, const Geometry& geometry, const RectangleOptions& options) {
  const auto& [size, spacing, origin, direction] = geometry;
  double across_mm = std::max(options.min_size_mm, static_cast<double>(rectangle.width()) * spacing[0]);
  double down_mm = std::max(options.min_size_mm, static_cast<double>(rectangle.height()) * spacing[1]);
  if (options.square) across_mm = down_mm = std::max(across_mm, down_mm);
  widen(rectangle.left, rectangle.right, margin_pixels(across_mm, spacing[0], size[0]), size[0]);
  widen(rectangle.top, rectangle.bottom, margin_pixels(down_mm, spacing[1], size[1]), size[1]);
  return rectangle;
}

}  // namespace

std::vector<SliceRectangle> tumour_rectangles(const Mask& mask, const RectangleOptions& options) {
  const auto& [size, spacing, origin, direction] = mask.geometry;
  const std::size_t across = margin_pixels(options.margin_mm, spacing[0], size[0]);
  const std::size_t down = margin_pixels(options.margin_mm, spacing[1], size[1]);
  std::vector<SliceRectangle> rectangles;
  for (std::size_t k = 0; k < size[2]; ++k) {
    const auto [box, pixels] = extent_of(mask, k, options.include_nodes);
    const double area = static_cast<double>(pixels) * spacing[0] * spacing[1];
    if (pixels == 0 || area < options.min_area_mm2) continue;
    const Rectangle rectangle{box.left - std::min(box.left, across), box.top - std::min(box.top, down),
                              std::min(box.right + across, size[0]), std::min(box.bottom + down, size[1])};
    rectangles.push_back({k, widened(rectangle, mask.geometry, options), area});
  }
  return rectangles;
}

}  // namespace residuum::imaging
