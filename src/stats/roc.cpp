#include "stats/roc.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"

namespace residuum::stats {
namespace {

struct Counts {
  int positives = 0, negatives = 0;
};

Counts check(const std::vector<double>& scores, const std::vector<int>& labels) {
  if (scores.size() != labels.size()) {
    throw input_error("{} scores for {} labels; one each is needed", scores.size(), labels.size());
  }
  Counts counts;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!std::isfinite(scores[i])) throw input_error("score {} is not finite", i + 1);
    if (labels[i] != 0 && labels[i] != 1)
      throw input_error("label {} is {}; 0 or 1 is needed", i + 1, labels[i]);
    (labels[i] == 1 ? counts.positives : counts.negatives) += 1;
  }
  if (scores.empty()) throw input_error("no scores; a ROC curve needs both classes");
  if (counts.positives == 0 || counts.negatives == 0) {
    throw input_error("all {} outcomes are alike; a ROC curve needs both classes", scores.size());
  }
  return counts;
}

std::vector<std::size_t> descending(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
  return order;
}

// Ranks from 1, tied values sharing the mean of theirs.
std::vector<double> midranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
    const double rank = 0.5 * static_cast<double>(first + 1 + last);
    for (std::size_t i = first; i < last; ++i) ranks[order[i]] = rank;
    first = last;
  }
  return ranks;
}

double variance(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / (n - 1);
}

}  // namespace

std::vector<RocPoint> roc_curve(const std::vector<double>& scores, const std::vector<int>& labels) {
  const auto counts = check(scores, labels);
  const auto order = descending(scores);
  std::vector<RocPoint> points{{std::numeric_limits<double>::infinity(), 0, 0}};
  int true_positives = 0, false_positives = 0;
  for (std::size_t i = 0; i < order.size();) {
    const double threshold = scores[order[i]];
    for (; i < order.size() && scores[order[i]] == threshold; ++i) {
      (labels[order[i]] == 1 ? true_positives : false_positives) += 1;
    }
    points.push_back({threshold, static_cast<double>(false_positives) / counts.negatives,
                      static_cast<double>(true_positives) / counts.positives});
  }
  return points;
}

Auc auc_delong(const std::vector<double>& scores, const std::vector<int>& labels, double confidence) {
  const auto counts = check(scores, labels);
  if (!(confidence > 0 && confidence < 1))
    throw input_error("confidence {}: between 0 and 1 is needed", confidence);
  std::vector<double> positive, negative, all;
  for (std::size_t i = 0; i < scores.size(); ++i) (labels[i] == 1 ? positive : negative).push_back(scores[i]);
  all = positive;
  all.insert(all.end(), negative.begin(), negative.end());
  const double m = counts.positives, n = counts.negatives;

  // Sun & Xu 2014: the structural components are differences of midranks.
  const auto rank_all = midranks(all), rank_positive = midranks(positive), rank_negative = midranks(negative);
  std::vector<double> v10, v01;
  for (std::size_t i = 0; i < positive.size(); ++i) v10.push_back((rank_all[i] - rank_positive[i]) / n);
  for (std::size_t j = 0; j < negative.size(); ++j) {
    v01.push_back(1 - (rank_all[positive.size() + j] - rank_negative[j]) / m);
  }
  Auc auc;
  auc.positives = counts.positives;
  auc.negatives = counts.negatives;
  auc.value = std::accumulate(v10.begin(), v10.end(), 0.0) / m;
  if (counts.positives < 2 || counts.negatives < 2) {
    auc.standard_error = std::numeric_limits<double>::quiet_NaN();
    auc.low = 0;
    auc.high = 1;
    return auc;
  }
  auc.standard_error = std::sqrt(variance(v10) / m + variance(v01) / n);
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  auc.low = std::max(0.0, auc.value - z * auc.standard_error);
  auc.high = std::min(1.0, auc.value + z * auc.standard_error);
  return auc;
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
    if (youden(i) > youden(best) + 1e-12) best = i;
  }
  if (best + 1 == points.size()) return points[best].threshold;
  // Between two neighbouring doubles the midpoint may round down to the lower, who would then be called
  // positive.
  const double upper = points[best].threshold, lower = points[best + 1].threshold;
  const double middle = std::midpoint(upper, lower);
  return middle > lower ? middle : upper;
}

}  // namespace residuum::stats
