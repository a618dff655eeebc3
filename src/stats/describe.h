// What a list of values looks like. Errors of all: input, for no value or one that is not finite.
#pragma once

#include <vector>

namespace residuum::stats {

// R: quantile(values, share, type = 7). Errors: input too, for a share outside 0..1.
double quantile(std::vector<double> values, double share);

// Adjusted Fisher-Pearson skewness G1 (Joanes & Gill 1998). R: e1071::skewness(values, type = 2). 0 for
// values without spread, and for fewer than three.
double skewness(const std::vector<double>& values);

}  // namespace residuum::stats
