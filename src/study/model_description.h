// A model file described without loading its weights.
#pragma once

#include "core/json.h"
#include "study/run_folder.h"

namespace residuum::study {

// {file, sha256 (as the stage recorded it), parameters, metadata: the file's own}. Errors: input, naming the
// file and what is wrong with it.
Json describe_model(const RunFolder& run, const std::string& stage, const fs::path& path);

}  // namespace residuum::study
