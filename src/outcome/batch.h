// A step's images and labels, ready for the network.
#pragma once

#include "learn/augmentation.h"
#include "outcome/steps.h"

namespace residuum::outcome {

struct Batch {
  torch::Tensor grey;      // N x S x S float32, 0..1, changed as augmentation says
  torch::Tensor patient;   // N int64: the sample of each slice
  torch::Tensor outcomes;  // of the samples, 0 or 1, float32
  torch::Tensor weights;   // of the samples, float32
  torch::Tensor owner;     // of the samples, int64: the patient's place in the set
};

Batch make_batch(const BagSet& set, const Step& step, const Options& options, Random& random);

// Errors: input, for another name than full, flips or none.
learn::Augmentation augmentation_of(const std::string& name);

}  // namespace residuum::outcome
