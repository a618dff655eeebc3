// A slice as people look at it: grey, with the predicted outline, the radiologist's where there is one, and
// the tumour rectangle.
#pragma once

#include <optional>

#include "imaging/picture.h"
#include "imaging/rectangle.h"

namespace residuum::study {

inline constexpr imaging::Colour predicted_colour{230, 159, 0};     // Okabe-Ito orange
inline constexpr imaging::Colour radiologist_colour{86, 180, 233};  // sky blue
inline constexpr imaging::Colour rectangle_colour{0, 158, 115};     // bluish green

// `image` normalised to 0..1, the masks on its voxels; `radiologist` may be null.
imaging::Picture draw_slice(const imaging::Volume& image, std::size_t slice, const imaging::Mask& predicted,
                            const imaging::Mask* radiologist,
                            const std::optional<imaging::Rectangle>& rectangle);

// The slice with most tumour; the middle one when there is none.
std::size_t fullest_slice(const imaging::Mask& mask);

}  // namespace residuum::study
