// Net benefit of acting on a probability (decision curve analysis: Vickers & Elkin 2006). R: package dcurves,
// or the formula.
#pragma once

#include <vector>

namespace residuum::stats {

struct NetBenefit {
  double threshold = 0;  // act when the probability is at least this
  double model = 0;      // true positives / n - false positives / n * threshold / (1 - threshold)
  double all = 0;        // acting on everybody; on nobody it is 0
};

// One point a threshold. Errors: input, for unequal lengths, none at all, a probability outside 0..1, another
// label than 0 and 1, a threshold outside [0, 1).
std::vector<NetBenefit> decision_curve(const std::vector<double>& probabilities,
                                       const std::vector<int>& labels, const std::vector<double>& thresholds);

}  // namespace residuum::stats
