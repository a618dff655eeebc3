// The part of study.toml that is called outcome.
#pragma once

#include "core/config.h"
#include "outcome/outcome.h"

namespace residuum::study {

// Over what `options` holds already (the preset's values). Paths are as written.
// Errors: input, naming the key and what is allowed; a look at test patients under another preset than code.
void read_outcome(const Config& config, const std::string& preset, outcome::Options& options);

}  // namespace residuum::study
