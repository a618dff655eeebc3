// Whole files in and out. Writing is atomic: the bytes go to a temporary name beside the target and are
// renamed over it, so a reader sees the old file or the new one, never half of one. The bytes are on the disk
// before the name is: a machine that loses power keeps the old file or the new one, too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"

namespace residuum {

class Error;

namespace fs = std::filesystem;

// Errors: input, when the file is missing, not a regular file, unreadable or larger than `max_bytes`.
std::string read_file(const fs::path& path, std::uint64_t max_bytes = limits::any_file_bytes);

// Creates the parent folder where needed. Errors: failure, naming the path and the system's reason.
void write_file(const fs::path& path, std::string_view bytes);

// failure: `path` cannot be written for the system's reason `code` (an errno), with the remedy where there is
// one.
Error cannot_be_written(const fs::path& path, int code);

// For writers that need a path: `write` fills the temporary file it is given, which is then renamed to
// `path`. The temporary name keeps the extension(s) of `path`; it is removed when `write` throws. Errors:
// failure, also where the disk turns out to be full only when the bytes are flushed or the name is given.
void write_file_with(const fs::path& path, const std::function<void(const fs::path&)>& write);

// SHA-256 in lower-case hex. Errors: input, when the file is missing, not a regular file or unreadable.
std::string sha256(std::string_view bytes);
std::string sha256_of_file(const fs::path& path);

// Of numbers as they lie in memory.
template <class T>
std::string sha256_of(const std::vector<T>& values) {
  return sha256({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
}

}  // namespace residuum
