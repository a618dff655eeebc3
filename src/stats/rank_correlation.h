// Spearman's rank correlation, ties having their mean rank. R: cor(first, second, method = "spearman").
#pragma once

#include <vector>

namespace residuum::stats {

// -1..1; 0 where one side does not vary, of which R says NA. Errors: input, for unequal lengths, fewer than
// two pairs, or a value that is not finite.
double rank_correlation(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace residuum::stats
