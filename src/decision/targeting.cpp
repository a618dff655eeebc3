#include "decision/targeting.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"

namespace residuum::decision {
namespace {

void check(const std::vector<double>& priority, const std::vector<double>& benefit,
           const std::vector<double>& weights) {
  if (priority.empty() || priority.size() != benefit.size() ||
      (!weights.empty() && weights.size() != priority.size())) {
    throw input_error("{} priorities, {} benefits and {} weights; one each a patient is needed",
                      priority.size(), benefit.size(), weights.size());
  }
  for (std::size_t i = 0; i < priority.size(); ++i) {
    if (!std::isfinite(priority[i]) || !std::isfinite(benefit[i]))
      throw input_error("priority or benefit {} is not finite", i + 1);
  }
}

}  // namespace

Targeting target(const std::vector<double>& priority, const std::vector<double>& benefit,
                 const std::vector<double>& weights) {
  check(priority, benefit, weights);
  std::vector<std::size_t> order;
  double total = 0, sum = 0;
  for (std::size_t i = 0; i < priority.size(); ++i) {
    const double weight = weights.empty() ? 1 : weights[i];
    if (weight <= 0) continue;
    order.push_back(i);
    total += weight;
    sum += weight * benefit[i];
  }
  if (order.empty()) throw input_error("every weight is 0: nobody is left to treat");
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return priority[a] > priority[b]; });

  Targeting result;
  double treated = 0, gained = 0;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    double tied = 0, tied_gain = 0;
    for (; last < order.size() && priority[order[last]] == priority[order[first]]; ++last) {
      const double weight = weights.empty() ? 1 : weights[order[last]];
      tied += weight;
      tied_gain += weight * benefit[order[last]];
    }
    for (; first < last; ++first) {
      const double weight = weights.empty() ? 1 : weights[order[first]];
      treated += weight;
      gained += weight * tied_gain / tied;
      const double gain = gained / treated - sum / total;
      result.curve.push_back({treated / total, gain});
      result.autoc += weight / total * gain;
      result.qini += weight / total * treated / total * gain;
    }
  }
  return result;
}

}  // namespace residuum::decision
