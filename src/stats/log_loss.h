// The logarithmic score of probabilities (Good 1952): what the networks minimise in training, over patients.
// R: -mean(dbinom(labels, 1, p, log = TRUE)).
#pragma once

#include <vector>

namespace residuum::stats {

// Mean of -ln(probability given to what happened), probabilities being kept 1e-7 away from 0 and 1. Labels
// are 1 (the predicted event: residual tumour) or 0. Errors: input, for unequal lengths, none at all, a
// probability outside 0..1, another label.
double log_loss(const std::vector<double>& probabilities, const std::vector<int>& labels);

}  // namespace residuum::stats
