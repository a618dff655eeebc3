#include "stats/decision_curve.h"

#include <numeric>

#include "core/error.h"
#include "stats/probability_groups.h"

namespace residuum::stats {

std::vector<NetBenefit> decision_curve(const std::vector<double>& probabilities,
                                       const std::vector<int>& labels,
                                       const std::vector<double>& thresholds) {
  if (labels.empty() || probabilities.size() != labels.size()) {
    throw input_error("{} probabilities for {} labels; one each is needed, and one at least",
                      probabilities.size(), labels.size());
  }
  require_probabilities(probabilities, labels);
  const double positives = std::accumulate(labels.begin(), labels.end(), 0.0);
  const double n = static_cast<double>(labels.size());
  std::vector<NetBenefit> curve;
  for (const double threshold : thresholds) {
    if (!(threshold >= 0 && threshold < 1))
      throw input_error("threshold {}: 0 to below 1 is needed", threshold);
    double true_positive = 0, false_positive = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (probabilities[i] >= threshold) (labels[i] == 1 ? true_positive : false_positive) += 1;
    }
    const double odds = threshold / (1 - threshold);
    curve.push_back(
        {threshold, (true_positive - odds * false_positive) / n, (positives - odds * (n - positives)) / n});
  }
  return curve;
}

}  // namespace residuum::stats
