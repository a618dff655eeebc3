// Scores in falling order, and the groups of equal ones: what every function of a ROC or precision-recall
// curve walks through once. Labels are 1 (positive) or 0.
#pragma once

#include <cstddef>
#include <vector>

namespace residuum::stats {

struct RankedRow {
  double score = 0;
  std::size_t row = 0;
};

struct Ranking {
  std::vector<RankedRow> rows;  // the largest score first; equal scores in the order of their rows
  int positives = 0, negatives = 0;
};

// Errors: input, for a score that is not finite, another label, unequal lengths, or one class only.
Ranking rank_scores(const std::vector<double>& scores, const std::vector<int>& labels);

// Calls visit(first, last) for each group of equal scores, from the largest down: positions in
// `ranking.rows`, the last one excluded.
template <class Visit>
void for_each_tie(const Ranking& ranking, Visit&& visit) {
  for (std::size_t first = 0, last = 0; first < ranking.rows.size(); first = last) {
    while (last < ranking.rows.size() && ranking.rows[last].score == ranking.rows[first].score) ++last;
    visit(first, last);
  }
}

// How many are called positive at a threshold, rightly and wrongly.
struct ThresholdCounts {
  double threshold = 0;  // positive when score >= threshold
  int true_positives = 0, false_positives = 0;
};

// One entry a distinct score, from the largest down.
std::vector<ThresholdCounts> threshold_counts(const Ranking& ranking, const std::vector<int>& labels);

}  // namespace residuum::stats
