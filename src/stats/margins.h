// The margins of a table of counts, for the tests that condition on them.
#pragma once

#include <vector>

#include "stats/contingency.h"

namespace residuum::stats {

struct Margins {
  std::vector<double> rows, columns;  // as double: sums and products of large counts would overflow
  double total = 0;
};

// REQUIRES: a rectangular table.
Margins margins_of(const Counts& table);

// The table without rows and columns of zeros. Errors: input, as contingency.h says.
Counts without_empty(const Counts& table);

}  // namespace residuum::stats
