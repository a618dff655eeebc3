// An empty study folder to fill in: study.toml with every setting explained, a cohort.csv with its header.
#pragma once

#include "core/file.h"

namespace residuum::study {

// Errors: input, when `folder` exists and is not empty.
void write_new_study(const fs::path& folder);

}  // namespace residuum::study
