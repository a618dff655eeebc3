// Slices of labelled volumes as networks see them, in memory.
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

#include "segmentation/segmentation.h"

namespace residuum::segmentation {

struct SliceSet {
  torch::Tensor images;                // N x S x S float16, 0..1
  torch::Tensor masks;                 // N x S x S uint8, 1 where tumour
  std::vector<std::int64_t> patients;  // of each slice, an index into the cohort's patients, ascending
  std::vector<bool> tumour;            // whether the slice has some

  // Of everything that training depends on.
  std::string hash() const;
};

// All slices of all patients, loaded on `threads` threads.
SliceSet load_slices(const cohort::TrainingCohort& cohort, const Loader& load, int image_size, int threads);

}  // namespace residuum::segmentation
