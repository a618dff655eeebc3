// The name of a file of one's own in the system's folder for such, which is gone when this is; it holds the
// process's number.
#pragma once

#include <string>

#include "core/file.h"

namespace residuum {

class TemporaryFile {
 public:
  // "NAME-4711.EXTENSION". Nothing is made yet.
  TemporaryFile(const std::string& name, const std::string& extension);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace residuum
