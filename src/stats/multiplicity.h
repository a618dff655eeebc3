// Several hypotheses tested at once.
#pragma once

#include <vector>

namespace residuum::stats {

// Holm's adjusted p values (Holm 1979), in the order given: those at most alpha may be rejected, and the
// chance of any false rejection is at most alpha. R: p.adjust(p, method = "holm"). No p values give none.
// Errors: input, for a p value outside 0..1.
std::vector<double> holm(const std::vector<double>& p);

}  // namespace residuum::stats
