// Connected components of a mask: 26 neighbours, all labels counted as one.
#pragma once

#include <cstdint>
#include <vector>

#include "imaging/volume.h"

namespace residuum::imaging {

struct Components {
  std::vector<std::uint32_t> number;  // of each voxel: 0 background, 1 the largest component, 2 the next ...
  std::vector<std::size_t> voxels;    // of component 1, 2 ...: never rising
};

Components find_components(const Mask& mask);

// Takes out every component of less than `min_mm3`, and of the others all but the `most` largest (0: none of
// them).
void remove_small_components(Mask& mask, double min_mm3, std::size_t most = 0);

}  // namespace residuum::imaging
