// Rows dealt into folds for cross-validation and cross-fitting.
#pragma once

#include <vector>

#include "core/random.h"

namespace residuum::stats {

// A fold for each row, from 0: each stratum's rows, in random order, dealt out in turn, so that folds are
// alike in size and in every stratum. Errors: input, unless 2 <= folds <= rows.
std::vector<int> stratified_folds(const std::vector<int>& strata, int folds, Random& random);

}  // namespace residuum::stats
