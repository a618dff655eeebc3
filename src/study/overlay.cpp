#include "study/overlay.h"

#include <algorithm>

namespace residuum::study {

imaging::Picture draw_slice(const imaging::Volume& image, std::size_t slice, const imaging::Mask& predicted,
                            const imaging::Mask* radiologist,
                            const std::optional<imaging::Rectangle>& rectangle) {
  const auto& size = image.geometry.size;
  const auto pixels = image.slice(slice);
  auto picture = imaging::to_picture({size[0], size[1], {pixels.begin(), pixels.end()}});
  if (radiologist) imaging::draw_outline(picture, radiologist->slice(slice), radiologist_colour);
  imaging::draw_outline(picture, predicted.slice(slice), predicted_colour);
  if (rectangle) imaging::draw_rectangle(picture, *rectangle, rectangle_colour);
  return picture;
}

std::size_t fullest_slice(const imaging::Mask& mask) {
  std::size_t best = mask.geometry.size[2] / 2, most = 0;
  for (std::size_t k = 0; k < mask.geometry.size[2]; ++k) {
    const auto labels = mask.slice(k);
    const auto count = static_cast<std::size_t>(
        std::count_if(labels.begin(), labels.end(), [](auto label) { return label != imaging::background; }));
    if (count > most) {
      most = count;
      best = k;
    }
  }
  return best;
}

}  // namespace residuum::study
