// Table 1 recomputed from its own counts, means and standard deviations by the one rule of
// stats/table1_policy.h.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "paper/printed.h"
#include "stats/table1_policy.h"

namespace residuum::paper {

enum class Agreement {
  agrees,           // rounded to three decimals it is what was printed
  within_rounding,  // some means and standard deviations that round to the printed ones give what was printed
  disagrees
};

struct RecomputedP {
  Characteristic printed;
  stats::PolicyTest test;
  double low = 0, high = 0;  // P over all values that round to the printed ones; equal for counts
  Agreement agreement = Agreement::disagrees;
  std::vector<std::pair<std::string, double>> others;  // by other tests, where it disagrees
};

std::vector<RecomputedP> recompute_table1();

// The same of one row. Errors: those of the tests.
RecomputedP recompute(const Characteristic& printed);

}  // namespace residuum::paper
