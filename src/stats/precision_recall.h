// Precision (PPV) against recall (sensitivity): more telling than the ROC curve where positives are few.
// Labels are 1 (positive: residual tumour) or 0; a larger score speaks for positive. Errors of both: those of
// roc.h.
#pragma once

#include <vector>

namespace residuum::stats {

struct PrecisionRecallPoint {
  double threshold = 0;  // positive when score >= threshold
  double recall = 0, precision = 0;
};

// One point a distinct score, from the largest down. Python: sklearn.metrics.precision_recall_curve, which
// has them the other way round and adds the point (recall 0, precision 1).
std::vector<PrecisionRecallPoint> precision_recall_curve(const std::vector<double>& scores,
                                                         const std::vector<int>& labels);

// The sum over the points of (gain in recall) * precision, without interpolation. A score that knows nothing
// has the share of positives. Python: sklearn.metrics.average_precision_score.
double average_precision(const std::vector<double>& scores, const std::vector<int>& labels);

}  // namespace residuum::stats
