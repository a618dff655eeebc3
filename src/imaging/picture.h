// 8-bit pictures: PNG in and out, a slice in grey, a mask's outline and a rectangle drawn on it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/file.h"
#include "imaging/slice.h"

namespace residuum::imaging {

struct Colour {
  std::uint8_t red = 255, green = 255, blue = 255;
};

struct Picture {
  std::size_t width = 0, height = 0;
  std::vector<std::uint8_t> rgb;  // 3 bytes a pixel, row by row
};

// 0 black, 255 white: the nearest of 256 steps, clipped.
std::uint8_t to_byte(float value);

Picture to_picture(const Slice& slice);

// The boundary pixels of every label other than 0. REQUIRES: labels of picture.width x picture.height.
void draw_outline(Picture& picture, std::span<const std::uint8_t> labels, Colour colour);
void draw_rectangle(Picture& picture, const Rectangle& rectangle, Colour colour);

// Pictures side by side in rows of `columns`, with a dark gap. REQUIRES: equal sizes, not empty.
Picture montage(const std::vector<Picture>& pictures, std::size_t columns);

std::string encode_png(const Picture& picture);

// 8-bit grey PNG of values 0..1 and back (value = byte / 255); atomic.
void write_grey_png(const fs::path& path, const Slice& slice);
// Errors: input, for a file that is no PNG, is damaged, is not 8-bit grey, or is larger than 4096 x 4096.
Slice read_grey_png(const fs::path& path);

}  // namespace residuum::imaging
