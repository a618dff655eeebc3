#include "core/temporary_file.h"

#include <unistd.h>

namespace residuum {

TemporaryFile::TemporaryFile(const std::string& name, const std::string& extension)
    : path_(fs::temp_directory_path() / (name + "-" + std::to_string(::getpid()) + extension)) {}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

}  // namespace residuum
