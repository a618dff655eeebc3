#include "stats/hanley_mcneil.h"

#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "core/error.h"

namespace residuum::stats {

double hanley_mcneil_standard_error(double auc, int positives, int negatives) {
  if (!(auc >= 0 && auc <= 1)) throw input_error("AUC {}: between 0 and 1 is needed", auc);
  if (positives < 1 || negatives < 1)
    throw input_error("{} positive and {} negative; an AUC needs both", positives, negatives);
  const double m = positives, n = negatives;
  // The chances that two positives surpass one negative, and that one positive surpasses two negatives.
  const double two_positives = auc / (2 - auc), two_negatives = 2 * auc * auc / (1 + auc);
  const double variance =
      auc * (1 - auc) + (m - 1) * (two_positives - auc * auc) + (n - 1) * (two_negatives - auc * auc);
  return std::sqrt(variance / (m * n));
}

double hanley_mcneil_half_width(double auc, int positives, int negatives, double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw input_error("confidence {}: between 0 and 1 is needed", confidence);
  return boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2) *
         hanley_mcneil_standard_error(auc, positives, negatives);
}

}  // namespace residuum::stats
