// The grey-level co-occurrence matrix of a tumour and what is read from it (Haralick 1973; IBSI's
// definitions).
#pragma once

#include <array>
#include <cstddef>

#include "imaging/volume.h"

namespace residuum::imaging {

inline constexpr std::size_t grey_levels = 32;  // equal bins over 0..1

// REQUIRES: 0 <= value <= 1.
std::size_t grey_level(double value);

// Shares that add up to 1 (all 0 where no two labelled voxels of a slice touch): pairs at distance 1 in four
// directions within a slice, each counted both ways.
using CoOccurrence = std::array<std::array<double, grey_levels>, grey_levels>;
CoOccurrence co_occurrence(const Volume& image, const Mask& mask);

struct Texture {
  double contrast = 0, correlation = 0, entropy = 0, homogeneity = 0, energy = 0;
};
// The correlation of one grey level alone is 1, as in IBSI.
Texture texture_of(const CoOccurrence& matrix);

}  // namespace residuum::imaging
