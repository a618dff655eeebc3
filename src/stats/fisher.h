// Fisher's exact test of an r x c table: the probability, given the margins, of tables no more probable than
// this one. The tables are enumerated column by column; those that have come to the same remaining row sums
// with the same probability are merged, and what is decided early is not followed (after the network
// algorithm of Mehta & Patel 1983). R: fisher.test(table)$p.value.
#pragma once

#include "stats/contingency.h"

namespace residuum::stats {

// Steps of the enumeration that fisher_exact_p takes at most: from a second to some twenty. A 4 x 2 table of
// thousands of patients needs few, so do 4 x 4 or 3 x 5 tables of 150; a 3 x 6 table of 200 needs more than
// these.
inline constexpr long fisher_step_limit = 50'000'000;

// Errors: input, as contingency.h says, and for a table that needs more than `step_limit` steps.
double fisher_exact_p(const Counts& table, long step_limit = fisher_step_limit);

}  // namespace residuum::stats
