#include "stats/recalibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/error.h"
#include "stats/logistic.h"
#include "stats/probability_groups.h"

namespace residuum::stats {
namespace {

constexpr std::array<std::pair<RecalibrationMethod, const char*>, 4> names{{
    {RecalibrationMethod::none, "none"},
    {RecalibrationMethod::platt, "platt"},
    {RecalibrationMethod::temperature, "temperature"},
    {RecalibrationMethod::isotonic, "isotonic"},
}};

std::vector<double> logits_of(const std::vector<double>& probabilities) {
  std::vector<double> logits;
  for (const double probability : probabilities) logits.push_back(finite_logit(probability));
  return logits;
}

// Platt's targets: an event counts as (events + 1) / (events + 2), none as 1 / (others + 2), so that no
// finite sample asks for certainty. As a logistic regression each patient stands there twice, with and
// without the event, weighted.
struct SmoothedRows {
  std::vector<double> logits, weights;
  std::vector<int> labels;
  double mean_target = 0;
};

SmoothedRows smoothed(const std::vector<double>& logits, const std::vector<int>& labels) {
  const double n = static_cast<double>(labels.size()),
               events = std::accumulate(labels.begin(), labels.end(), 0.0);
  const double with = (events + 1) / (events + 2), without = 1 / (n - events + 2);
  SmoothedRows rows;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double target = labels[i] == 1 ? with : without;
    rows.logits.insert(rows.logits.end(), {logits[i], logits[i]});
    rows.labels.insert(rows.labels.end(), {1, 0});
    rows.weights.insert(rows.weights.end(), {target, 1 - target});
  }
  rows.mean_target = (events * with + (n - events) * without) / n;
  return rows;
}

// To what rounding leaves of a column's spread.
bool all_equal(const std::vector<double>& logits) {
  const auto [low, high] = std::minmax_element(logits.begin(), logits.end());
  return *high - *low < 1e-9;
}

Recalibration fit_platt(const std::vector<double>& logits, const std::vector<int>& labels) {
  const auto rows = smoothed(logits, labels);
  Recalibration map{RecalibrationMethod::platt, 0, logit(rows.mean_target), {}, {}};
  if (all_equal(logits)) return map;
  LogisticOptions options;
  options.weights = rows.weights;
  const auto model = fit_logistic(rows.logits, rows.labels, options);
  if (model.coefficients[1] <= 0) return map;
  map.intercept = model.coefficients[0];
  map.slope = model.coefficients[1];
  return map;
}

double slope_alone(const std::vector<double>& logits, const std::vector<int>& labels) {
  LogisticOptions options;
  options.intercept = false;
  try {
    return fit_logistic(logits, labels, options).coefficients[0];
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failure) throw;  // a failure: no finite slope
  }
  const auto rows = smoothed(logits, labels);
  options.weights = rows.weights;
  return fit_logistic(rows.logits, rows.labels, options).coefficients[0];
}

Recalibration fit_temperature(const std::vector<double>& logits, const std::vector<int>& labels) {
  Recalibration map{RecalibrationMethod::temperature, 1, 0, {}, {}};
  const bool any = std::any_of(logits.begin(), logits.end(), [](double value) { return value != 0; });
  if (any) map.slope = std::max(slope_alone(logits, labels), 0.0);
  return map;
}

// Patients whose calibrated probability is the same; events and count are whole, so that means compare
// exactly.
struct Block {
  double low = 0, high = 0;
  long long events = 0, count = 0;
  bool above(const Block& next) const { return events * next.count >= next.events * count; }
};

Recalibration fit_isotonic(const std::vector<double>& probabilities, const std::vector<int>& labels) {
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return probabilities[a] < probabilities[b]; });
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < order.size();) {
    Block block{probabilities[order[i]], probabilities[order[i]], 0, 0};
    for (; i < order.size() && probabilities[order[i]] == block.high; ++i) {
      block.events += labels[order[i]];
      ++block.count;
    }
    while (!blocks.empty() && blocks.back().above(block)) {
      const Block before = blocks.back();
      blocks.pop_back();
      block = {before.low, block.high, before.events + block.events, before.count + block.count};
    }
    blocks.push_back(block);
  }
  Recalibration map;
  map.method = RecalibrationMethod::isotonic;
  for (const auto& block : blocks) {
    const double level = static_cast<double>(block.events) / static_cast<double>(block.count);
    map.x.push_back(block.low);
    map.y.push_back(level);
    if (block.high == block.low) continue;
    map.x.push_back(block.high);
    map.y.push_back(level);
  }
  return map;
}

double between_knots(const std::vector<double>& x, const std::vector<double>& y, double at) {
  const auto after = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), at) - x.begin());
  if (after == 0) return y.front();
  if (after == x.size()) return y.back();
  return std::lerp(y[after - 1], y[after], (at - x[after - 1]) / (x[after] - x[after - 1]));
}

void require_rising(const std::vector<double>& values, const char* name, bool strictly) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(values[i] >= 0 && values[i] <= 1))
      throw input_error("isotonic recalibration: {}[{}] is {}; 0 to 1 is needed", name, i, values[i]);
    if (i > 0 && (values[i] < values[i - 1] || (strictly && values[i] == values[i - 1])))
      throw input_error("isotonic recalibration: {}[{}] is {}, after {}; it must rise", name, i, values[i],
                        values[i - 1]);
  }
}

}  // namespace

std::string to_string(RecalibrationMethod method) {
  return std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == method; })
      ->second;
}

RecalibrationMethod recalibration_method(const std::string& name) {
  for (const auto& [method, known] : names) {
    if (name == known) return method;
  }
  throw input_error("recalibration \"{}\": none, platt, temperature or isotonic is needed", name);
}

double Recalibration::operator()(double probability) const {
  if (!(probability >= 0 && probability <= 1))
    throw input_error("probability {}: between 0 and 1 is needed", probability);
  switch (method) {
    case RecalibrationMethod::none:
      return probability;
    case RecalibrationMethod::platt:
    case RecalibrationMethod::temperature:
      return inverse_logit(intercept + slope * finite_logit(probability));
    case RecalibrationMethod::isotonic:
      break;
  }
  return between_knots(x, y, probability);
}

void require_sound(const Recalibration& map) {
  if (map.method == RecalibrationMethod::none) return;
  if (map.method == RecalibrationMethod::isotonic) {
    if (map.x.empty() || map.x.size() != map.y.size())
      throw input_error("isotonic recalibration: {} values of x and {} of y; one y for each x is needed",
                        map.x.size(), map.y.size());
    require_rising(map.x, "x", true);
    require_rising(map.y, "y", false);
    return;
  }
  const auto name = to_string(map.method);
  if (!(map.slope >= 0 && std::isfinite(map.slope)))
    throw input_error("{} recalibration: slope {}; 0 or more is needed", name, map.slope);
  if (!std::isfinite(map.intercept))
    throw input_error("{} recalibration: intercept {} is not finite", name, map.intercept);
  if (map.method == RecalibrationMethod::temperature && map.intercept != 0)
    throw input_error("{} recalibration: intercept {}; it has none", name, map.intercept);
}

Recalibration fit_recalibration(RecalibrationMethod method, const std::vector<double>& probabilities,
                                const std::vector<int>& labels) {
  require_probabilities(probabilities, labels);
  if (method == RecalibrationMethod::none) return {};
  if (std::all_of(labels.begin(), labels.end(), [&](int label) { return label == labels.front(); })) {
    throw input_error("{} recalibration: all {} labels are {}; both outcomes are needed", to_string(method),
                      labels.size(), labels.front());
  }
  if (method == RecalibrationMethod::isotonic) return fit_isotonic(probabilities, labels);
  return with_context(to_string(method) + " recalibration (column 1: the logit of the probability)", [&] {
    const auto logits = logits_of(probabilities);
    return method == RecalibrationMethod::platt ? fit_platt(logits, labels) : fit_temperature(logits, labels);
  });
}

}  // namespace residuum::stats
