// Tissues whose inside has a drawing of its own: convolutions of the brain, leaves of the cerebellum, air
// cells.
#pragma once

#include "phantom/noise.h"
#include "phantom/structure.h"

namespace residuum::phantom {

// Intensities at (x, y, z) mm of the standard head, `depth` mm below the tissue's surface.
float cerebrum_pattern(const Noise& noise, float x, float y, float z, float depth, const Palette& palette);
float cerebellum_pattern(const Noise& noise, float x, float y, float z, float depth, const Palette& palette);
float air_cell_pattern(const Noise& noise, float x, float y, float z, const Palette& palette);
float tongue_pattern(const Noise& noise, float x, float y, float z, const Palette& palette);

}  // namespace residuum::phantom
