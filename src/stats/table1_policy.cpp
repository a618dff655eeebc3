#include "stats/table1_policy.h"

#include "stats/fisher.h"
#include "stats/margins.h"

namespace residuum::stats {

PolicyTest table1_counts(const Counts& levels_by_group) {
  const Counts table = without_empty(levels_by_group);
  if (table.size() < 2) return {{}, "not tested: one level"};
  if (table[0].size() < 2) return {{}, "not tested: one group"};
  const double fewest = minimum_expected(table);
  const bool two_by_two = table.size() == 2 && table[0].size() == 2;
  if (fewest >= 5) return {pearson(table).p, "Pearson chi-square"};
  if (!two_by_two) return {likelihood_ratio(table).p, "likelihood-ratio chi-square"};
  if (fewest >= 1) return {continuity_corrected(table).p, "continuity-corrected chi-square"};
  return {fisher_exact_p(table), "Fisher's exact test"};
}

PolicyTest table1_means(const Sample& first, const Sample& second) {
  if (first.sd == 0 && second.sd == 0) return {{}, "not tested: no spread"};
  return {student_t(first, second).p, "Student's t test"};
}

}  // namespace residuum::stats
