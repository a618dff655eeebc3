// A label map's file through ITK: its grid from the header, its labels from the data. The wall between
// mask_file.cpp, which knows what a mask means, and ITK.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/file.h"
#include "imaging/geometry.h"

namespace residuum::imaging {

class LabelMapFile {
 public:
  // Reads the header alone. Errors: input, naming the file: missing, of an unknown ending, damaged, not of
  // three dimensions, of more than 2^31 voxels, with a spacing, origin or direction that cannot be.
  explicit LabelMapFile(const fs::path& path);
  ~LabelMapFile();

  const Geometry& geometry() const { return geometry_; }

  // Errors: input: damaged or cut data; values other than 0, 1 and 2.
  std::vector<std::uint8_t> read_labels() const;

 private:
  struct Reader;

  fs::path path_;
  std::unique_ptr<Reader> reader_;
  Geometry geometry_;
};

// In the format of `path`'s ending. Errors: input, for an ending that cannot be written; failure, where ITK
// fails.
void write_label_map(const fs::path& path, const Geometry& geometry, const std::vector<std::uint8_t>& labels);

}  // namespace residuum::imaging
