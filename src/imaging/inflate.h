// Walks a deflated stream to its end and its checksum without keeping it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/file.h"

namespace residuum::imaging {

struct Inflated {
  std::string head;        // the first bytes, up to `head_bytes`
  std::uint64_t size = 0;  // bytes after inflation
  bool whole = false;      // reached its end, every checksum right, and not above `limit`
};

enum class Wrapping { gzip_or_zlib, none };  // around the deflated bytes; "none" is what DICOM does

// The stream that begins `start` bytes into the file. gzip members may follow each other. Stops above
// `limit`.
Inflated inflate_file(const fs::path& path, std::uint64_t start, std::size_t head_bytes, std::uint64_t limit,
                      Wrapping wrapping = Wrapping::gzip_or_zlib);

}  // namespace residuum::imaging
