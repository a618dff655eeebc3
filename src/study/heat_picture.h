// A heat map as people look at it, as in the study's Figure 9: the rectangle, the map, the map over the
// rectangle, side by side, the tumour's outline in the last two. Colours: cividis (Nunez et al. 2018), which
// looks alike to colour-blind readers and rises evenly in lightness: dark blue nothing, yellow the map's
// highest.
#pragma once

#include <string>

#include "imaging/picture.h"
#include "imaging/rectangle.h"
#include "imaging/volume.h"

namespace residuum::study {

// The share of each of the rectangle's pixels that belongs to the mask, resized as the rectangle is.
imaging::Slice mask_in_rectangle(const imaging::Mask& mask, const imaging::SliceRectangle& where, int size);

// `rectangle` and `map` of one size, grey values 0..1; `inside` as above. A PNG.
std::string heat_picture(const imaging::Slice& rectangle, const imaging::Slice& map,
                         const imaging::Slice& inside);

// Divided by its highest value; a map of zeros stays one.
imaging::Slice scaled_to_one(imaging::Slice map);

}  // namespace residuum::study
