// Bias fields kept in a folder: to find one takes seconds, and a study needs each for several networks.
#pragma once

#include "core/file.h"
#include "imaging/bias_field.h"

namespace residuum::imaging {

// The volume's field from the file of `folder` that is named by the hash of its voxels, grid and method,
// where that is there and whole; else found, and kept there. The folder may be lost at any time. Atomic; from
// several threads at once. Errors: failure, when it cannot be written; as find_bias_field().
BiasField kept_bias_field(const fs::path& folder, const Volume& volume);

}  // namespace residuum::imaging
