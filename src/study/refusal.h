// A reader's message fit for a table: it says what is wrong, and names no file.
#pragma once

#include <string>

#include "core/file.h"

namespace residuum::study {

// `path`, its name, other file names and what stands between its first quote and its last taken out, and the
// patient's id in front; its first 1,000 characters.
std::string without_file_names(std::string message, const fs::path& path);

}  // namespace residuum::study
