// How well a network does on held-out slices.
#pragma once

#include "learn/loop.h"
#include "nn/network.h"
#include "segmentation/leak.h"
#include "segmentation/slices.h"

namespace residuum::segmentation {

// Cross-entropy over all pixels, and by Options::score: "patient", the mean over patients of the Dice of
// their held-out slices together; "batch", the mean over batches of the held-out slices with tumour of the
// Dice of a batch's pixels together, as the study's scripts score; "slice", of each slice with tumour by
// itself, whoever it is of. In the networks' frame. REQUIRES: evaluation mode.
learn::Validation validate(const std::shared_ptr<nn::Network>& network, const SliceSet& set,
                           const std::vector<std::int64_t>& slices, const Options& options,
                           const nn::Compute& compute);

// Of each of `slices` that has tumour, in their order. In the networks' frame. REQUIRES: as above.
std::vector<HeldOutSlice> slice_dice(const std::shared_ptr<nn::Network>& network, const SliceSet& set,
                                     const std::vector<std::int64_t>& slices, const Options& options,
                                     const nn::Compute& compute);

}  // namespace residuum::segmentation
