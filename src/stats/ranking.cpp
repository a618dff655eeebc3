#include "stats/ranking.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace residuum::stats {

Ranking rank_scores(const std::vector<double>& scores, const std::vector<int>& labels) {
  if (scores.size() != labels.size()) {
    throw input_error("{} scores for {} labels; one each is needed", scores.size(), labels.size());
  }
  Ranking ranking;
  ranking.rows.reserve(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!std::isfinite(scores[i])) throw input_error("score {} is not finite", i + 1);
    if (labels[i] != 0 && labels[i] != 1)
      throw input_error("label {} is {}; 0 or 1 is needed", i + 1, labels[i]);
    (labels[i] == 1 ? ranking.positives : ranking.negatives) += 1;
    ranking.rows.push_back({scores[i], i});
  }
  if (scores.empty()) throw input_error("no scores; a curve needs both classes");
  if (ranking.positives == 0 || ranking.negatives == 0) {
    throw input_error("all {} outcomes are alike; a curve needs both classes", scores.size());
  }
  std::sort(ranking.rows.begin(), ranking.rows.end(), [](const RankedRow& a, const RankedRow& b) {
    return a.score != b.score ? a.score > b.score : a.row < b.row;
  });
  return ranking;
}

std::vector<ThresholdCounts> threshold_counts(const Ranking& ranking, const std::vector<int>& labels) {
  std::vector<ThresholdCounts> all;
  ThresholdCounts counts;
  for_each_tie(ranking, [&](std::size_t first, std::size_t last) {
    counts.threshold = ranking.rows[first].score;
    for (std::size_t i = first; i < last; ++i) {
      (labels[ranking.rows[i].row] == 1 ? counts.true_positives : counts.false_positives) += 1;
    }
    all.push_back(counts);
  });
  return all;
}

}  // namespace residuum::stats
