// The part of study.toml that is called segmentation.
#pragma once

#include "core/config.h"
#include "segmentation/segmentation.h"

namespace residuum::study {

// Over what `options` holds already (the preset's values). Paths are as written.
// Errors: input, naming the key and what is allowed.
void read_segmentation(const Config& config, segmentation::Options& options);

}  // namespace residuum::study
