// DeLong's structural components (DeLong et al. 1988): of each positive the share of negatives that he
// surpasses, of each negative the share of positives that surpass him, a tie counting half. One sort gives
// them all, in O(n log n) (after Sun & Xu 2014). R: pROC:::delongPlacements.
#pragma once

#include <vector>

#include "stats/roc.h"

namespace residuum::stats {

struct Placements {
  std::vector<double> of_positives, of_negatives;  // each class in the order of its rows
  double auc = 0;
};

// Errors: those of roc.h.
Placements placements(const std::vector<double>& scores, const std::vector<int>& labels);

// Of the AUC, or of a difference of AUCs where the placements are differences. REQUIRES: two patients a
// class.
double auc_variance(const Placements& placements);

// As auc_delong. Errors: input, for a confidence outside (0, 1).
Auc auc_of(const Placements& placements, double confidence);

}  // namespace residuum::stats
