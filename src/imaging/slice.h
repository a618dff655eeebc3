// One 2-D image in memory: what networks eat and pictures show.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace residuum::imaging {

struct Slice {
  std::size_t width = 0, height = 0;
  std::vector<float> pixels;  // row by row

  float at(std::size_t x, std::size_t y) const { return pixels[y * width + x]; }
};

struct Rectangle {  // pixels; right and bottom are one past the last
  std::size_t left = 0, top = 0, right = 0, bottom = 0;
  std::size_t width() const { return right - left; }
  std::size_t height() const { return bottom - top; }
  bool operator==(const Rectangle&) const = default;
};

// Area averaging when shrinking, bilinear when enlarging (pixel centres at half-integers): no aliasing.
Slice resize(std::span<const float> pixels, std::size_t width, std::size_t height, std::size_t new_width,
             std::size_t new_height);

// The rectangle cut out and resized (the aspect ratio is not kept, as in the study's protocol).
Slice crop(std::span<const float> pixels, std::size_t width, std::size_t height, const Rectangle& rectangle,
           std::size_t new_width, std::size_t new_height);

}  // namespace residuum::imaging
