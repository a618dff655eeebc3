// What a network is given in training: which slices an epoch holds, and a batch of them, changed at random.
#pragma once

#include "core/random.h"
#include "nn/normalisation.h"
#include "segmentation/slices.h"

namespace residuum::segmentation {

struct Batch {
  torch::Tensor images;  // as maps.h, for_network() gives them
  torch::Tensor target;  // N x H x W float32, 0 or 1
};

// Every slice with tumour and a fresh draw of those without, in random order.
std::vector<std::int64_t> slices_of_epoch(const SliceSet& set, const std::vector<std::int64_t>& fitting,
                                          double background_share, Random& random);

Batch make_batch(const SliceSet& set, const std::vector<std::int64_t>& slices, const Options& options,
                 const nn::Normalisation& normalisation, Random& random);

}  // namespace residuum::segmentation
