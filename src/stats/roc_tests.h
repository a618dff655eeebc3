// DeLong's tests of two AUCs (DeLong et al. 1988; R: pROC::roc.test(method = "delong")). Errors of both:
// input, for what roc.h refuses, fewer than two patients in a class, or AUCs that differ where neither has
// any variance (curves of 0 and 1), on which DeLong's test has nothing to say. Equal AUCs without variance
// give p = 1.
#pragma once

#include <vector>

#include "stats/roc.h"

namespace residuum::stats {

struct AucDifference {
  Auc first, second;
  double difference = 0, low = 0, high = 0;  // first - second
  double standard_error = 0;
  double statistic = 0;           // paired: z; unpaired: t
  double degrees_of_freedom = 0;  // unpaired only
  double p = 1;                   // two-sided
};

// Two scores of the same patients: normal distribution. R: roc.test(paired = TRUE).
AucDifference delong_paired(const std::vector<double>& first, const std::vector<double>& second,
                            const std::vector<int>& labels, double confidence = 0.95);

// Scores of different patients: t with Welch-like degrees of freedom. R: roc.test(paired = FALSE). Curves
// without variance have n1 + n2 - 2 of them.
AucDifference delong_unpaired(const std::vector<double>& first, const std::vector<int>& first_labels,
                              const std::vector<double>& second, const std::vector<int>& second_labels,
                              double confidence = 0.95);

}  // namespace residuum::stats
