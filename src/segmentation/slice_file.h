// The framed slices of one outlined patient in a file that is mapped into memory: whatever a study's size, no
// more of it is held than the system has room for.
//
// Layout: a header of 192 bytes (magic "RSDSLICE", version, height and width in pixels, count of slices,
// SHA-256 of the inputs and of the payload in hex), then count x height x width float16 (the image) and as
// many uint8 (1 where tumour), little-endian.
#pragma once

#include <torch/types.h>

#include <memory>
#include <optional>
#include <string>

#include "core/file.h"

namespace residuum::segmentation {

class SliceFile {
 public:
  // K x H x W float16 and uint8. `inputs` stands for all that the slices were made of. Atomic.
  static void write(const fs::path& path, const std::string& inputs, const torch::Tensor& images,
                    const torch::Tensor& masks);

  // Empty when there is none, and when it is of another version or size, of other inputs, or damaged.
  static std::optional<SliceFile> open(const fs::path& path, const std::string& inputs);

  std::int64_t count() const { return images_.size(0); }
  const torch::Tensor& images() const { return images_; }  // views of the mapping; read only
  const torch::Tensor& masks() const { return masks_; }
  const std::string& digest() const { return digest_; }  // of the payload

 private:
  struct Mapping;
  SliceFile() = default;

  std::shared_ptr<Mapping> mapping_;
  torch::Tensor images_, masks_;
  std::string digest_;
};

}  // namespace residuum::segmentation
