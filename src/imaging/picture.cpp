#include "imaging/picture.h"

#include <algorithm>
#include <cassert>

namespace residuum::imaging {
namespace {

constexpr std::size_t montage_gap = 4;
constexpr Colour montage_background{24, 24, 24};

void paint(Picture& picture, std::size_t x, std::size_t y, Colour colour) {
  std::uint8_t* pixel = picture.rgb.data() + 3 * (y * picture.width + x);
  pixel[0] = colour.red;
  pixel[1] = colour.green;
  pixel[2] = colour.blue;
}

}  // namespace

std::uint8_t to_byte(float value) {
  return value > 0 ? static_cast<std::uint8_t>(std::min(value, 1.0F) * 255 + 0.5F) : 0;  // NaN: 0
}

Picture to_picture(const Slice& slice) {
  Picture picture{slice.width, slice.height, {}};
  picture.rgb.reserve(3 * slice.pixels.size());
  for (const float value : slice.pixels) picture.rgb.insert(picture.rgb.end(), 3, to_byte(value));
  return picture;
}

void draw_outline(Picture& picture, std::span<const std::uint8_t> labels, Colour colour) {
  const auto [width, height] = std::pair(picture.width, picture.height);
  assert(labels.size() == width * height);
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t at = y * width + x;
      const auto label = labels[at];
      if (label == 0) continue;
      const bool inside = x > 0 && labels[at - 1] == label && x + 1 < width && labels[at + 1] == label &&
                          y > 0 && labels[at - width] == label && y + 1 < height &&
                          labels[at + width] == label;
      if (!inside) paint(picture, x, y, colour);
    }
  }
}

void draw_rectangle(Picture& picture, const Rectangle& rectangle, Colour colour) {
  const std::size_t right = std::min(rectangle.right, picture.width);
  const std::size_t bottom = std::min(rectangle.bottom, picture.height);
  if (rectangle.left >= right || rectangle.top >= bottom) return;
  for (std::size_t x = rectangle.left; x < right; ++x) {
    paint(picture, x, rectangle.top, colour);
    paint(picture, x, bottom - 1, colour);
  }
  for (std::size_t y = rectangle.top; y < bottom; ++y) {
    paint(picture, rectangle.left, y, colour);
    paint(picture, right - 1, y, colour);
  }
}

Picture montage(const std::vector<Picture>& pictures, std::size_t columns) {
  assert(!pictures.empty() && columns > 0);
  const std::size_t width = pictures.front().width, height = pictures.front().height;
  columns = std::min(columns, pictures.size());
  const std::size_t rows = (pictures.size() + columns - 1) / columns;
  Picture sheet{
      columns * (width + montage_gap) - montage_gap, rows * (height + montage_gap) - montage_gap, {}};
  sheet.rgb.resize(3 * sheet.width * sheet.height);
  for (std::size_t y = 0; y < sheet.height; ++y) {
    for (std::size_t x = 0; x < sheet.width; ++x) paint(sheet, x, y, montage_background);
  }
  for (std::size_t n = 0; n < pictures.size(); ++n) {
    assert(pictures[n].width == width && pictures[n].height == height);
    const std::size_t left = n % columns * (width + montage_gap), top = n / columns * (height + montage_gap);
    for (std::size_t y = 0; y < height; ++y) {
      const auto from = pictures[n].rgb.begin() + static_cast<std::ptrdiff_t>(3 * y * width);
      const auto to = sheet.rgb.begin() + static_cast<std::ptrdiff_t>(3 * ((top + y) * sheet.width + left));
      std::copy_n(from, 3 * width, to);
    }
  }
  return sheet;
}

}  // namespace residuum::imaging
