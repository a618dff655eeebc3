#include "stats/rates.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "core/error.h"
#include "stats/contingency.h"
#include "stats/probability_groups.h"

namespace residuum::stats {
namespace {

void require_label(const std::vector<int>& labels, std::size_t i) {
  if (labels[i] != 0 && labels[i] != 1)
    throw input_error("label {} is {}; 0 or 1 is needed", i + 1, labels[i]);
}

void require_proportion(int count, int total, double confidence) {
  if (count < 0 || total < count) throw input_error("{} of {}: not a proportion", count, total);
  if (!(confidence > 0 && confidence < 1))
    throw input_error("confidence {}: between 0 and 1 is needed", confidence);
}

}  // namespace

Proportion wilson(int count, int total, double confidence) {
  require_proportion(count, total, confidence);
  if (total == 0) return {};
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  const double n = total, p = count / n, z2 = z * z;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return {count, total, p, count == 0 ? 0 : std::max(0.0, centre - half),
          count == total ? 1 : std::min(1.0, centre + half)};
}

Proportion clopper_pearson(int count, int total, double confidence) {
  require_proportion(count, total, confidence);
  if (total == 0) return {};
  const double tail = (1 - confidence) / 2, hits = count, misses = total - count;
  Proportion result{count, total, hits / total};
  if (count > 0) result.low = boost::math::quantile(boost::math::beta_distribution(hits, misses + 1), tail);
  if (count < total) {
    result.high = boost::math::quantile(
        boost::math::complement(boost::math::beta_distribution(hits + 1, misses), tail));
  }
  return result;
}

Proportion Confusion::accuracy() const {
  return wilson(true_positive + true_negative,
                true_positive + true_negative + false_positive + false_negative);
}
Proportion Confusion::sensitivity() const {
  return wilson(true_positive, true_positive + false_negative);
}
Proportion Confusion::specificity() const {
  return wilson(true_negative, true_negative + false_positive);
}
Proportion Confusion::ppv() const {
  return wilson(true_positive, true_positive + false_positive);
}
Proportion Confusion::npv() const {
  return wilson(true_negative, true_negative + false_negative);
}

Confusion confusion(const std::vector<double>& scores, const std::vector<int>& labels, double threshold) {
  if (scores.size() != labels.size()) {
    throw input_error("{} scores for {} labels; one each is needed", scores.size(), labels.size());
  }
  if (std::isnan(threshold)) throw input_error("the threshold is not a number");
  Confusion counts;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!std::isfinite(scores[i])) throw input_error("score {} is not finite", i + 1);
    require_label(labels, i);
    const bool called = scores[i] >= threshold;
    if (labels[i] == 1) {
      (called ? counts.true_positive : counts.false_negative) += 1;
    } else {
      (called ? counts.false_positive : counts.true_negative) += 1;
    }
  }
  return counts;
}

double brier(const std::vector<double>& probabilities, const std::vector<int>& labels) {
  require_probabilities(probabilities, labels);
  double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    sum += (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
  }
  return sum / static_cast<double>(labels.size());
}

double pearson_p(int a, int b, int c, int d) {
  return pearson({{a, b}, {c, d}}).p;
}

double mcnemar_exact_p(int b, int c) {
  if (b < 0 || c < 0) throw input_error("discordant counts {} and {}: negative", b, c);
  const double pairs = static_cast<double>(b) + c;
  if (pairs == 0) return 1;
  const boost::math::binomial half(pairs, 0.5);
  return std::min(1.0, 2 * boost::math::cdf(half, std::min(b, c)));
}

}  // namespace residuum::stats
