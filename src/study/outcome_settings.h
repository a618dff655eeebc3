// The part of study.toml that is called outcome.
#pragma once

#include "core/config.h"
#include "outcome/outcome.h"

namespace residuum::study {

// Over what `options` holds already (the preset's values). Paths are as written.
// Errors: input, naming the key and what is allowed; a look at test patients under another preset than code.
void read_outcome(const Config& config, const std::string& preset, outcome::Options& options);

// Where a model's threshold comes from, behind "threshold 0.4,": "the one of highest Youden index on held-out
// training patients". `rule` is outcome.threshold.
std::string threshold_origin(const std::string& rule);

}  // namespace residuum::study
