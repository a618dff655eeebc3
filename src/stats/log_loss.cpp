#include "stats/log_loss.h"

#include <algorithm>
#include <cmath>

#include "stats/logistic.h"
#include "stats/probability_groups.h"

namespace residuum::stats {

double log_loss(const std::vector<double>& probabilities, const std::vector<int>& labels) {
  require_probabilities(probabilities, labels);
  double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double kept = std::clamp(probabilities[i], nearest_to_certain, 1 - nearest_to_certain);
    sum -= labels[i] == 1 ? std::log(kept) : std::log1p(-kept);
  }
  return sum / static_cast<double>(labels.size());
}

}  // namespace residuum::stats
