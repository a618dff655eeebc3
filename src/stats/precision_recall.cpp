#include "stats/precision_recall.h"

#include "stats/ranking.h"

namespace residuum::stats {

std::vector<PrecisionRecallPoint> precision_recall_curve(const std::vector<double>& scores,
                                                         const std::vector<int>& labels) {
  const auto ranking = rank_scores(scores, labels);
  std::vector<PrecisionRecallPoint> points;
  for (const auto& counts : threshold_counts(ranking, labels)) {
    const double right = counts.true_positives;
    points.push_back({counts.threshold, right / ranking.positives, right / (right + counts.false_positives)});
  }
  return points;
}

double average_precision(const std::vector<double>& scores, const std::vector<int>& labels) {
  double sum = 0, recall = 0;
  for (const auto& point : precision_recall_curve(scores, labels)) {
    sum += (point.recall - recall) * point.precision;
    recall = point.recall;
  }
  return sum;
}

}  // namespace residuum::stats
