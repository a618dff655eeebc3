#include "stats/roc.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"
#include "stats/placements.h"
#include "stats/ranking.h"

namespace residuum::stats {
namespace {

constexpr double rounding = 1e-12;  // rates are quotients of counts: what differs by less is equal
constexpr double infinity = std::numeric_limits<double>::infinity();

// The threshold that calls positive exactly those whom point `i` does (see roc.h).
double between_neighbours(const std::vector<RocPoint>& points, std::size_t i) {
  if (i == 0) return std::nextafter(points[1].threshold, infinity);
  if (i + 1 == points.size()) return points[i].threshold;
  // Between two neighbouring doubles the midpoint may round down to the lower, who would then be called
  // positive.
  const double upper = points[i].threshold, lower = points[i + 1].threshold;
  const double middle = std::midpoint(upper, lower);
  return middle > lower ? middle : upper;
}

void check_rate(double rate, const char* name) {
  if (!(rate >= 0 && rate <= 1)) throw input_error("{} {}: between 0 and 1 is needed", name, rate);
}

}  // namespace

std::vector<RocPoint> roc_curve(const std::vector<double>& scores, const std::vector<int>& labels) {
  const auto ranking = rank_scores(scores, labels);
  std::vector<RocPoint> points{{infinity, 0, 0}};
  for (const auto& counts : threshold_counts(ranking, labels)) {
    points.push_back({counts.threshold, static_cast<double>(counts.false_positives) / ranking.negatives,
                      static_cast<double>(counts.true_positives) / ranking.positives});
  }
  return points;
}

double auc(const std::vector<double>& scores, const std::vector<int>& labels) {
  return placements(scores, labels).auc;
}

double micro_averaged_auc(const std::vector<double>& probabilities, const std::vector<int>& labels) {
  auto scores = probabilities;
  auto classes = labels;
  for (const double probability : probabilities) scores.push_back(1 - probability);
  for (const int label : labels) classes.push_back(1 - label);
  return auc(scores, classes);
}

Auc auc_delong(const std::vector<double>& scores, const std::vector<int>& labels, double confidence) {
  return auc_of(placements(scores, labels), confidence);
}

double youden_threshold(const std::vector<double>& scores, const std::vector<int>& labels) {
  const auto points = roc_curve(scores, labels);
  // From the highest threshold down, so that the first of equals is the largest. The first point calls nobody
  // positive; its threshold is infinite and J is 0.
  std::size_t best = 1;
  const auto youden = [&](std::size_t i) {
    return points[i].true_positive_rate - points[i].false_positive_rate;
  };
  for (std::size_t i = 2; i < points.size(); ++i) {
    if (youden(i) > youden(best) + rounding) best = i;
  }
  return between_neighbours(points, best);
}

double threshold_at_sensitivity(const std::vector<double>& scores, const std::vector<int>& labels,
                                double sensitivity) {
  check_rate(sensitivity, "sensitivity");
  const auto points = roc_curve(scores, labels);
  std::size_t first = 1;
  while (points[first].true_positive_rate < sensitivity - rounding) ++first;
  return between_neighbours(points, first);
}

double threshold_at_specificity(const std::vector<double>& scores, const std::vector<int>& labels,
                                double specificity) {
  check_rate(specificity, "specificity");
  const auto points = roc_curve(scores, labels);
  std::size_t last = points.size() - 1;
  while (1 - points[last].false_positive_rate < specificity - rounding) --last;
  // Among points of one sensitivity the one that spares most negatives.
  while (last > 0 && points[last - 1].true_positive_rate == points[last].true_positive_rate) --last;
  return between_neighbours(points, last);
}

}  // namespace residuum::stats
