// Whether numbers of a file's geometry can be meant at all: from a micrometre to a metre between pixels or
// slices, no more than a kilometre from the origin (core/limits.h). What is no number is neither. Readers ask
// before they compute with them: beyond these bounds indices overflow.
#pragma once

#include "imaging/geometry.h"

namespace residuum::imaging {

bool is_spacing(double mm);
bool is_position(const Vec3& mm);  // LPS

}  // namespace residuum::imaging
