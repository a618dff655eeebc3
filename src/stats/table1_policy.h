// How the article chose the test of each P value in its Table 1, as one rule. It is the rule of its
// statistics package as recomputed from the printed counts (Hua et al. 2023, doi 10.21037/qims-22-1226):
// Student's t for means; for counts Pearson's chi-square where every expected count is 5 or more, else the
// continuity-corrected chi-square of a 2 x 2 table and the likelihood-ratio chi-square of a larger one. The
// article has no 2 x 2 table with an expected count below 1, where the corrected chi-square fails too: there
// Fisher's exact test stands in, and that is our addition.
#pragma once

#include <optional>
#include <string>

#include "stats/contingency.h"
#include "stats/t_tests.h"

namespace residuum::stats {

struct PolicyTest {
  std::optional<double> p;  // empty where nothing can differ: a single level, or no spread at all
  std::string rule;         // the test that was applied, "Pearson chi-square"; or why none was
};

// Rows are levels, columns groups. Levels and groups without patients are left out. Errors: input, as
// contingency.h and fisher.h.
PolicyTest table1_counts(const Counts& levels_by_group);

// Errors: input, as t_tests.h, but for samples without spread.
PolicyTest table1_means(const Sample& first, const Sample& second);

}  // namespace residuum::stats
