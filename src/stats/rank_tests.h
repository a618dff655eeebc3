// Tests of ranks.
#pragma once

#include <vector>

namespace residuum::stats {

struct MannWhitney {
  double statistic = 0;    // U of the first sample: the pairs that it wins, ties counting half. R: W
  double superiority = 0;  // U / pairs: the chance that one of the first exceeds one of the second
  double p = 1;            // two-sided
  bool exact = false;
};

// Mann & Whitney 1947; R: wilcox.test(first, second). Exact where both samples have fewer than 50 values and
// none are tied, else by the normal approximation with correction for ties and continuity. Values that are
// all alike give p = 1. Errors: input, for an empty sample or a value that is not finite.
MannWhitney mann_whitney(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace residuum::stats
