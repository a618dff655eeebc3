// Logistic regression on the columns that vary. Small groups, folds and bootstrap draws often leave a column
// without variation, which fit_logistic refuses; it says nothing about them and is left out of the fit and of
// predictions.
#pragma once

#include <span>
#include <vector>

#include "stats/logistic.h"

namespace residuum::stats {

struct VaryingLogistic {
  std::vector<std::size_t> columns;  // of the design, those that were fitted
  LogisticModel model;

  double predict(std::span<const double> row) const;  // a row of the whole design
};

// As fit_logistic, whose errors remain.
VaryingLogistic fit_varying_logistic(const std::vector<double>& design, const std::vector<int>& labels,
                                     const LogisticOptions& options);

}  // namespace residuum::stats
