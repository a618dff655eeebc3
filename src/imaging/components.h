// Connected components of a mask.
#pragma once

#include "imaging/volume.h"

namespace residuum::imaging {

// Takes out every component (26 neighbours, all labels counted as one) of less than `min_mm3`.
void remove_small_components(Mask& mask, double min_mm3);

}  // namespace residuum::imaging
