// Tables of counts, r rows by c columns. Rows and columns without any count say nothing and are left out;
// with fewer than two of either left nothing can differ, and P is 1. Errors of all: input, for a table that
// is not rectangular or has no cell, or for a negative count.
#pragma once

#include <vector>

namespace residuum::stats {

using Counts = std::vector<std::vector<int>>;

struct ChiSquare {
  double statistic = 0;
  int degrees_of_freedom = 0;
  double p = 1;
};

// Pearson 1900, without continuity correction. R: chisq.test(table, correct = FALSE).
ChiSquare pearson(const Counts& table);

// Yates 1934. R: chisq.test(table, correct = TRUE). Errors: input too, unless the table is 2 x 2.
ChiSquare continuity_corrected(const Counts& table);

// G = 2 sum O ln(O / E) (Wilks 1938). R: 2 * sum(o * log(o / e), na.rm = TRUE) with pchisq.
ChiSquare likelihood_ratio(const Counts& table);

// The smallest count expected under independence, of the rows and columns that hold counts; 0 when none does.
// R: min(chisq.test(table)$expected).
double minimum_expected(const Counts& table);

}  // namespace residuum::stats
