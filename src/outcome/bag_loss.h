// Cross-entropy of patients (or slices) from logarithms of probabilities, so that a confident error has a
// finite loss and a gradient.
#pragma once

#include <torch/types.h>

namespace residuum::outcome {

// P x 2, logarithms of the probability of NRT and of RT: of patients whose probability is the mean of their
// slices'. `logits` of all slices (N, float32), `patient` of each (N, from 0 on, each at least once).
torch::Tensor mean_log_probabilities(const torch::Tensor& logits, const torch::Tensor& patient,
                                     std::int64_t patients);

// The same of single logits (P).
torch::Tensor log_probabilities(const torch::Tensor& logits);

// The weighted mean of cross-entropies. `outcomes` P, 0 or 1, float32; `weights` P, above 0. With smoothing s
// the label y counts as y (1 - s) + s / 2 (Szegedy et al. 2016, arXiv 1512.00567).
torch::Tensor cross_entropy(const torch::Tensor& log_probabilities, const torch::Tensor& outcomes,
                            const torch::Tensor& weights, double smoothing);

}  // namespace residuum::outcome
