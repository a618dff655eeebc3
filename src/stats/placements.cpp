#include "stats/placements.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "stats/ranking.h"

namespace residuum::stats {
namespace {

double variance_of_mean(const std::vector<double>& values, double mean) {
  const double n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / (n - 1) / n;
}

}  // namespace

Placements placements(const std::vector<double>& scores, const std::vector<int>& labels) {
  const auto ranking = rank_scores(scores, labels);
  const double m = ranking.positives, n = ranking.negatives;
  // Counted in halves and divided once: AUCs that are equal are so to the last bit.
  std::vector<double> of_row(scores.size());
  double positives_above = 0, negatives_above = 0, won = 0;
  for_each_tie(ranking, [&](std::size_t first, std::size_t last) {
    double positives = 0;
    for (std::size_t i = first; i < last; ++i) positives += labels[ranking.rows[i].row];
    const double negatives = static_cast<double>(last - first) - positives;
    const double surpassed = n - negatives_above - negatives / 2,
                 surpassing = positives_above + positives / 2;
    for (std::size_t i = first; i < last; ++i) {
      const auto row = ranking.rows[i].row;
      of_row[row] = labels[row] == 1 ? surpassed / n : surpassing / m;
    }
    won += positives * surpassed;
    positives_above += positives;
    negatives_above += negatives;
  });
  Placements result;
  result.of_positives.reserve(static_cast<std::size_t>(ranking.positives));
  result.of_negatives.reserve(static_cast<std::size_t>(ranking.negatives));
  for (std::size_t row = 0; row < labels.size(); ++row) {
    (labels[row] == 1 ? result.of_positives : result.of_negatives).push_back(of_row[row]);
  }
  result.auc = won / (m * n);
  return result;
}

double auc_variance(const Placements& placements) {
  return variance_of_mean(placements.of_positives, placements.auc) +
         variance_of_mean(placements.of_negatives, placements.auc);
}

Auc auc_of(const Placements& placements, double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw input_error("confidence {}: between 0 and 1 is needed", confidence);
  Auc auc;
  auc.positives = static_cast<int>(placements.of_positives.size());
  auc.negatives = static_cast<int>(placements.of_negatives.size());
  auc.value = placements.auc;
  if (auc.positives < 2 || auc.negatives < 2) {
    auc.standard_error = std::numeric_limits<double>::quiet_NaN();
    auc.low = 0;
    auc.high = 1;
    return auc;
  }
  auc.standard_error = std::sqrt(auc_variance(placements));
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  auc.low = std::max(0.0, auc.value - z * auc.standard_error);
  auc.high = std::min(1.0, auc.value + z * auc.standard_error);
  return auc;
}

}  // namespace residuum::stats
