// Cross-entropy of patients whose probability is the mean of their slices' probabilities.
#pragma once

#include <torch/types.h>

namespace residuum::outcome {

// `logits` of all slices (N, float32), `patient` of each (N, from 0 on, each at least once), `outcomes` of
// the patients (P, 0 or 1, float32). The mean over patients, computed with logarithms, so that a confident
// error has a finite loss and a gradient.
torch::Tensor bag_loss(const torch::Tensor& logits, const torch::Tensor& patient,
                       const torch::Tensor& outcomes);

}  // namespace residuum::outcome
