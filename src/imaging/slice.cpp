#include "imaging/slice.h"

#include <algorithm>

#include "core/error.h"

namespace residuum::imaging {
namespace {

// For each new pixel of one axis: the run of old pixels it is made of, and their weights, which sum to 1.
struct Run {
  std::size_t first = 0, count = 0, weights = 0;  // `weights`: offset into Axis::weights
};

struct Axis {
  std::vector<Run> runs;
  std::vector<float> weights;
};

// The old pixels' shares of the stretch that the new pixel covers.
void add_area(Axis& axis, std::size_t old_size, double from, double to) {
  const auto first = static_cast<std::size_t>(from);
  const auto last = std::min(static_cast<std::size_t>(to), old_size - 1);
  Run run{first, 0, axis.weights.size()};
  for (std::size_t i = first; i <= last; ++i) {
    const auto left = static_cast<double>(i);
    const double share = (std::min(to, left + 1) - std::max(from, left)) / (to - from);
    if (i > first && share < 1e-9) break;  // the next pixel is touched by rounding alone
    axis.weights.push_back(static_cast<float>(share));
    ++run.count;
  }
  axis.runs.push_back(run);
}

void add_bilinear(Axis& axis, std::size_t old_size, double centre) {
  const double at = std::clamp(centre - 0.5, 0.0, static_cast<double>(old_size - 1));
  const auto first = std::min(static_cast<std::size_t>(at), old_size - std::min<std::size_t>(old_size, 2));
  const auto beyond = static_cast<float>(at - static_cast<double>(first));
  axis.runs.push_back({first, std::min<std::size_t>(old_size, 2), axis.weights.size()});
  axis.weights.push_back(1 - beyond);
  if (old_size > 1) axis.weights.push_back(beyond);
}

Axis plan(std::size_t old_size, std::size_t new_size) {
  Axis axis;
  axis.runs.reserve(new_size);
  const double scale = static_cast<double>(old_size) / static_cast<double>(new_size);
  for (std::size_t n = 0; n < new_size; ++n) {
    const auto index = static_cast<double>(n);
    if (scale >= 1) {
      add_area(axis, old_size, index * scale, (index + 1) * scale);
    } else {
      add_bilinear(axis, old_size, (index + 0.5) * scale);
    }
  }
  return axis;
}

// Along the rows first, into old height x new width, then down the columns, a whole row at a time.
Slice resize_window(const float* pixels, std::size_t stride, std::size_t width, std::size_t height,
                    std::size_t new_width, std::size_t new_height) {
  const Axis across = plan(width, new_width), down = plan(height, new_height);
  std::vector<float> narrow(new_width * height);
  for (std::size_t y = 0; y < height; ++y) {
    const float* row = pixels + y * stride;
    for (std::size_t x = 0; x < new_width; ++x) {
      const Run& run = across.runs[x];
      float sum = 0;
      for (std::size_t i = 0; i < run.count; ++i) sum += across.weights[run.weights + i] * row[run.first + i];
      narrow[y * new_width + x] = sum;
    }
  }
  Slice result{new_width, new_height, std::vector<float>(new_width * new_height)};
  for (std::size_t y = 0; y < new_height; ++y) {
    const Run& run = down.runs[y];
    float* to = result.pixels.data() + y * new_width;
    for (std::size_t i = 0; i < run.count; ++i) {
      const float weight = down.weights[run.weights + i];
      const float* from = narrow.data() + (run.first + i) * new_width;
      for (std::size_t x = 0; x < new_width; ++x) to[x] += weight * from[x];
    }
  }
  return result;
}

}  // namespace

Slice resize(std::span<const float> pixels, std::size_t width, std::size_t height, std::size_t new_width,
             std::size_t new_height) {
  return crop(pixels, width, height, {0, 0, width, height}, new_width, new_height);
}

Slice crop(std::span<const float> pixels, std::size_t width, std::size_t height, const Rectangle& rectangle,
           std::size_t new_width, std::size_t new_height) {
  if (rectangle.left >= rectangle.right || rectangle.top >= rectangle.bottom || rectangle.right > width ||
      rectangle.bottom > height) {
    throw input_error("rectangle {}..{} x {}..{} is empty or leaves the slice of {} x {} pixels",
                      rectangle.left, rectangle.right, rectangle.top, rectangle.bottom, width, height);
  }
  if (pixels.size() != width * height || new_width == 0 || new_height == 0) {
    throw failure("a slice of {} pixels, {} x {}, cannot become {} x {}", pixels.size(), width, height,
                  new_width, new_height);
  }
  return resize_window(pixels.data() + rectangle.top * width + rectangle.left, width, rectangle.width(),
                       rectangle.height(), new_width, new_height);
}

}  // namespace residuum::imaging
