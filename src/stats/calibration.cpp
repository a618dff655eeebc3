#include "stats/calibration.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

#include "core/error.h"
#include "stats/describe.h"
#include "stats/loess.h"
#include "stats/logistic.h"
#include "stats/probability_groups.h"

namespace residuum::stats {
namespace {

constexpr std::size_t fewest_for_loess = 4;

Estimate wald(const LogisticModel& model, std::size_t coefficient, double confidence) {
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  const double value = model.coefficients[coefficient], error = model.standard_error(coefficient);
  return {value, error, value - z * error, value + z * error};
}

// (observed - expected)^2 / expected
double departure(double observed, double expected, std::size_t group) {
  if (expected > 0) return (observed - expected) * (observed - expected) / expected;
  if (observed == 0) return 0;
  throw input_error(
      "group {} holds {} outcomes that were given probability 0: Hosmer-Lemeshow is not defined", group + 1,
      observed);
}

}  // namespace

BrierDecomposition brier_decomposition(const std::vector<double>& probabilities,
                                       const std::vector<int>& labels, int bins) {
  const auto groups = groups_of_equal_width(probabilities, labels, bins);
  const double n = static_cast<double>(labels.size());
  const double share = std::accumulate(labels.begin(), labels.end(), 0) / n;
  BrierDecomposition result;
  result.brier = brier(probabilities, labels);
  result.uncertainty = share * (1 - share);
  result.bins = static_cast<int>(groups.size());
  for (const auto& group : groups) {
    const double mean = group.sum / group.count, events = static_cast<double>(group.events) / group.count;
    result.reliability += group.count / n * (mean - events) * (mean - events);
    result.resolution += group.count / n * (events - share) * (events - share);
    for (const auto row : group.rows) {
      const double spread = probabilities[row] - mean;
      result.within_bins += spread * (spread - 2 * (labels[row] - events)) / n;
    }
  }
  return result;
}

CalibrationLine calibration_line(const std::vector<double>& probabilities, const std::vector<int>& labels,
                                 double confidence) {
  require_probabilities(probabilities, labels);
  if (!(confidence > 0 && confidence < 1))
    throw input_error("confidence {}: between 0 and 1 is needed", confidence);
  CalibrationLine result;
  std::vector<double> logits;
  for (const double probability : probabilities) {
    result.clipped += probability < nearest_to_certain || probability > 1 - nearest_to_certain;
    logits.push_back(finite_logit(probability));
  }
  return with_context("calibration line (column 1: the logit of the probability)", [&] {
    LogisticOptions at_slope_1;
    at_slope_1.offset = logits;
    result.in_the_large = wald(fit_logistic({}, labels, at_slope_1), 0, confidence);
    const auto line = fit_logistic(logits, labels);
    result.intercept = wald(line, 0, confidence);
    result.slope = wald(line, 1, confidence);
    return result;
  });
}

CalibrationDistance calibration_distance(const std::vector<double>& probabilities,
                                         const std::vector<int>& labels) {
  require_probabilities(probabilities, labels);
  if (labels.size() < fewest_for_loess)
    throw input_error("{} patients; a calibration curve needs {}", labels.size(), fewest_for_loess);
  const auto observed =
      loess(probabilities, std::vector<double>(labels.begin(), labels.end()), probabilities);
  std::vector<double> distances;
  for (std::size_t i = 0; i < observed.size(); ++i)
    distances.push_back(std::abs(observed[i] - probabilities[i]));
  std::sort(distances.begin(), distances.end());
  return {std::accumulate(distances.begin(), distances.end(), 0.0) / static_cast<double>(distances.size()),
          quantile(distances, 0.5), quantile(distances, 0.9), distances.back()};
}

HosmerLemeshow hosmer_lemeshow(const std::vector<double>& probabilities, const std::vector<int>& labels,
                               FittedOn fitted_on, int groups) {
  const auto found = groups_of_equal_size(probabilities, labels, groups);
  HosmerLemeshow result;
  result.groups = static_cast<int>(found.size());
  result.degrees_of_freedom = result.groups - (fitted_on == FittedOn::these_patients ? 2 : 0);
  if (result.degrees_of_freedom < 1) {
    throw input_error("{} groups of unlike probabilities leave Hosmer-Lemeshow no degree of freedom",
                      result.groups);
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& group = found[i];
    result.statistic += departure(group.events, group.sum, i);
    result.statistic += departure(group.count - group.events, group.count - group.sum, i);
  }
  result.p = boost::math::cdf(
      boost::math::complement(boost::math::chi_squared(result.degrees_of_freedom), result.statistic));
  return result;
}

CalibrationCurve calibration_curve(const std::vector<double>& probabilities, const std::vector<int>& labels,
                                   int groups, int points, double confidence) {
  CalibrationCurve curve;
  for (const auto& group : groups_of_equal_size(probabilities, labels, groups)) {
    curve.groups.push_back({group.sum / group.count, wilson(group.events, group.count, confidence)});
  }
  if (points < 2) throw input_error("{} points; a curve needs two at least", points);
  if (labels.size() < fewest_for_loess) return curve;
  const auto [least, most] = std::minmax_element(probabilities.begin(), probabilities.end());
  std::vector<double> places;
  for (int i = 0; i < points; ++i)
    places.push_back(std::lerp(*least, *most, static_cast<double>(i) / (points - 1)));
  const auto observed = loess(probabilities, std::vector<double>(labels.begin(), labels.end()), places);
  for (std::size_t i = 0; i < places.size(); ++i) curve.smooth.push_back({places[i], observed[i]});
  return curve;
}

}  // namespace residuum::stats
