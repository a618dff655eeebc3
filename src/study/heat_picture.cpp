#include "study/heat_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace residuum::study {
namespace {

constexpr std::size_t side = 224;  // of each of the three on the page
constexpr imaging::Colour outline{255, 255, 255};

// matplotlib 3.6's cividis at 0, 1/8 ... 1; linear between.
constexpr std::array<imaging::Colour, 9> cividis{{{0, 34, 78},
                                                  {25, 56, 109},
                                                  {64, 77, 107},
                                                  {94, 99, 111},
                                                  {125, 124, 120},
                                                  {155, 145, 118},
                                                  {189, 170, 107},
                                                  {223, 198, 83},
                                                  {254, 232, 56}}};

std::array<double, 3> colour_of(float value) {
  const double at = std::clamp(static_cast<double>(value), 0.0, 1.0) * (cividis.size() - 1);
  const auto first = std::min(static_cast<std::size_t>(at), cividis.size() - 2);
  const double beyond = at - static_cast<double>(first);
  const auto mix = [&](std::uint8_t a, std::uint8_t b) { return a + beyond * (b - a); };
  const auto &low = cividis[first], &high = cividis[first + 1];
  return {mix(low.red, high.red), mix(low.green, high.green), mix(low.blue, high.blue)};
}

// `cover` of 0..1 for each value of the map: how much of the picture the colour hides.
template <class Cover>
void paint(imaging::Picture& picture, const imaging::Slice& map, const Cover& cover) {
  for (std::size_t i = 0; i < map.pixels.size(); ++i) {
    const auto colour = colour_of(map.pixels[i]);
    const double share = cover(map.pixels[i]);
    for (std::size_t c = 0; c < 3; ++c) {
      auto& value = picture.rgb[3 * i + c];
      value = static_cast<std::uint8_t>(std::lround((1 - share) * value + share * colour[c]));
    }
  }
}

imaging::Slice enlarged(const imaging::Slice& slice) {
  return imaging::resize(slice.pixels, slice.width, slice.height, side, side);
}

}  // namespace

imaging::Slice mask_in_rectangle(const imaging::Mask& mask, const imaging::SliceRectangle& where, int size) {
  const auto labels = mask.slice(where.slice);
  std::vector<float> inside(labels.size());
  std::transform(labels.begin(), labels.end(), inside.begin(),
                 [](auto label) { return label == imaging::background ? 0.F : 1.F; });
  const auto pixels = static_cast<std::size_t>(size);
  return imaging::crop(inside, mask.geometry.size[0], mask.geometry.size[1], where.rectangle, pixels, pixels);
}

imaging::Slice scaled_to_one(imaging::Slice map) {
  const float highest = map.pixels.empty() ? 0 : *std::max_element(map.pixels.begin(), map.pixels.end());
  if (highest > 0) {
    for (float& value : map.pixels) value /= highest;
  }
  return map;
}

std::string heat_picture(const imaging::Slice& rectangle, const imaging::Slice& map,
                         const imaging::Slice& inside) {
  const auto grey = imaging::to_picture(enlarged(rectangle));
  const auto heat = enlarged(scaled_to_one(map));
  std::vector<std::uint8_t> labels;
  for (const float share : enlarged(inside).pixels) labels.push_back(share >= 0.5F);
  auto alone = grey, over = grey;
  paint(alone, heat, [](float) { return 1.0; });
  // Where nothing speaks for the prediction the image stays to be seen.
  paint(over, heat, [](float value) { return 0.65 * std::sqrt(std::clamp(value, 0.F, 1.F)); });
  for (auto* picture : {&alone, &over}) imaging::draw_outline(*picture, labels, outline);
  return imaging::encode_png(imaging::montage({grey, alone, over}, 3));
}

}  // namespace residuum::study
