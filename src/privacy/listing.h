// The files of a request and what they are.
#pragma once

#include <vector>

#include "privacy/deidentify.h"
#include "privacy/screening.h"

namespace residuum::privacy {

// The files to take, each once, in order of their paths; what is passed over and left out is counted in
// `outcome`. Errors: as deidentify_folder.
std::vector<ScreenedFile> files_to_take(const Request& request, Outcome& outcome);

}  // namespace residuum::privacy
