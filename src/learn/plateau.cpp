#include "learn/plateau.h"

#include <fmt/core.h>

#include <limits>

namespace residuum::learn {
namespace {

constexpr int patience = 2;
constexpr double factor = 0.1, threshold = 1e-4;
constexpr double smallest_change = 1e-8;  // of the rate; less is not applied

}  // namespace

double plateau_rate(double peak, const History& history) {
  double rate = peak, best = -std::numeric_limits<double>::infinity();
  int without_gain = 0;
  for (const auto& epoch : history.epochs) {
    if (epoch.validation_score > best * (1 + threshold)) {
      best = epoch.validation_score;
      without_gain = 0;
      continue;
    }
    if (++without_gain <= patience) continue;
    without_gain = 0;
    if (rate - rate * factor > smallest_change) rate *= factor;
  }
  return rate;
}

std::string describe_plateau(double peak) {
  return fmt::format(
      "a learning rate of {:g}, times {:g} after more than {} epochs without a better validation score", peak,
      factor, patience);
}

}  // namespace residuum::learn
