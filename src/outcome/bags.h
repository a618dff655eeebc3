// Bags of many patients as tensors in memory.
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

#include "outcome/outcome.h"

namespace residuum::outcome {

inline constexpr std::int64_t prediction_batch = 32;  // slices

// N x S x S, values 0..1, float32. Errors: input, for no slices or slices that are not S x S.
torch::Tensor bag_tensor(const Bag& bag, int image_size);

struct BagSet {
  std::vector<std::string> patients;
  std::vector<torch::Tensor> bags;  // of each patient, N x S x S uint8 (0..255)
  std::vector<int> outcomes;        // 1 = RT

  // Of everything that training depends on.
  std::string hash() const;
  // These patients, then those of `others`; the pixels stay where they are.
  BagSet with(const BagSet& others) const;
};

BagSet load_bags(const cohort::TrainingCohort& cohort, const Loader& load, int image_size, int threads);
// To look at alone: train() fits nothing to these.
BagSet load_bags(const cohort::LeakedCohort& cohort, const Loader& load, int image_size, int threads);

// Grey values 0..1 of a stored bag.
torch::Tensor grey(const torch::Tensor& bag);

}  // namespace residuum::outcome
