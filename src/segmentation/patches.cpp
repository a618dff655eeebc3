#include "segmentation/patches.h"

#include <torch/torch.h>

#include <algorithm>

namespace residuum::segmentation {
namespace {

constexpr double around_tumour = 0.5;  // of slices with tumour

// Where a part of `length` of all `size` pixels starts.
std::int64_t anywhere(std::int64_t size, std::int64_t length, Random& random) {
  return random.integer(0, size - length);
}

// The same, with `pixel` in it.
std::int64_t around(std::int64_t pixel, std::int64_t size, std::int64_t length, Random& random) {
  return random.integer(std::max<std::int64_t>(0, pixel - length + 1), std::min(pixel, size - length));
}

}  // namespace

Extent patch_extent(Extent frame, int patch) {
  if (patch == 0) return frame;
  return {std::min<std::int64_t>(patch, frame.height), std::min<std::int64_t>(patch, frame.width)};
}

Batch patches_of(const Batch& batch, Extent extent, Random& random) {
  const auto height = batch.target.size(1), width = batch.target.size(2);
  if (extent == Extent{height, width}) return batch;
  std::vector<torch::Tensor> images, targets;
  for (std::int64_t i = 0; i < batch.target.size(0); ++i) {
    auto top = anywhere(height, extent.height, random), left = anywhere(width, extent.width, random);
    const auto tumour = batch.target[i].nonzero();  // K x 2
    if (tumour.size(0) > 0 && random.chance(around_tumour)) {
      const auto pixel = tumour[random.integer(0, tumour.size(0) - 1)];
      top = around(pixel[0].item<std::int64_t>(), height, extent.height, random);
      left = around(pixel[1].item<std::int64_t>(), width, extent.width, random);
    }
    const auto part = [&](const torch::Tensor& maps) {
      return maps[i].narrow(-2, top, extent.height).narrow(-1, left, extent.width);
    };
    images.push_back(part(batch.images));
    targets.push_back(part(batch.target));
  }
  return {torch::stack(images), torch::stack(targets)};
}

}  // namespace residuum::segmentation
