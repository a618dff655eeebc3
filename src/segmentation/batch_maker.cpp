#include "segmentation/batch_maker.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "learn/deform.h"
#include "segmentation/maps.h"
#include "segmentation/patches.h"

namespace residuum::segmentation {

std::vector<std::int64_t> slices_of_epoch(const SliceSet& set, const std::vector<std::int64_t>& fitting,
                                          double background_share, Random& random) {
  std::vector<std::int64_t> chosen, background;
  for (const auto slice : fitting) {
    (set.tumour(static_cast<std::size_t>(slice)) ? chosen : background).push_back(slice);
  }
  random.shuffle(background);
  const auto wanted =
      static_cast<std::size_t>(std::lround(background_share * static_cast<double>(chosen.size())));
  background.resize(std::min(background.size(), wanted));
  chosen.insert(chosen.end(), background.begin(), background.end());
  random.shuffle(chosen);
  return chosen;
}

Batch make_batch(const SliceSet& set, const std::vector<std::int64_t>& slices, const Options& options,
                 const nn::Normalisation& normalisation, Random& random) {
  auto images = set.images(slices, options.neighbours);
  auto masks = set.masks(slices);
  if (options.augment) {
    learn::Augmentation augmentation;
    augmentation.elastic = options.elastic;
    augmentation.bias_field = options.bias_field;
    const auto grid =
        learn::random_grid(images.size(0), images.size(2), images.size(3), augmentation, random);
    images = learn::vary_channels(learn::warp_by(images, grid), augmentation, random);
    masks = learn::warp_by(masks.unsqueeze(1), grid).squeeze(1).ge(0.5).to(torch::kFloat32);
  }
  const Batch whole{for_network(set.standardised(images, slices), values_as_they_are(options), normalisation),
                    masks};
  return patches_of(whole, patch_extent(set.extent(), options.patch), random);
}

int slices_at_once(int side) {
  constexpr int pixels = 8 * 256 * 256;
  return std::max(2, pixels / (side * side));
}

int training_side(int image_size, int patch) {
  return patch > 0 ? std::min(patch, image_size) : image_size;
}

bool learns_from_parts(int image_size, int patch) {
  return training_side(image_size, patch) < image_size;
}

}  // namespace residuum::segmentation
