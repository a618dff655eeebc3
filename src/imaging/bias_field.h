// Uneven sensitivity of the coil, taken out of an MR volume by N4 (Tustison et al. 2010, IEEE TMI 29:1310),
// as ITK has it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "imaging/volume.h"

namespace residuum::imaging {

// The field's logarithm over a volume's whole box, as control points of cubic B-splines: some thousand
// numbers.
struct BiasField {
  std::array<std::size_t, 3> size{};
  std::vector<float> control_points;  // the first axis fastest
};

// Found in the body (above Otsu's threshold), on voxels thinned out to some 32 in plane, on four levels.
// Always the same for the same volume; a single slice counts as two alike. Errors: as measure_intensity() has
// them.
BiasField find_bias_field(const Volume& volume);

// The field divided out of every voxel; the body keeps its mean. REQUIRES: the field is of this volume.
Volume without_bias_field(const Volume& volume, const BiasField& field);

// What a field depends on besides its volume, in words: parameters and library.
std::string bias_field_method();

}  // namespace residuum::imaging
