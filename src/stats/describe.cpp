#include "stats/describe.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace residuum::stats {
namespace {

void require_values(const std::vector<double>& values) {
  if (values.empty()) throw input_error("no value; one at least is needed");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) throw input_error("value {} is not finite", i + 1);
  }
}

}  // namespace

double quantile(std::vector<double> values, double share) {
  require_values(values);
  if (!(share >= 0 && share <= 1)) throw input_error("share {}: 0 to 1 is needed", share);
  std::sort(values.begin(), values.end());
  const double position = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

double skewness(const std::vector<double>& values) {
  require_values(values);
  const double n = static_cast<double>(values.size());
  if (values.size() < 3) return 0;
  double mean = 0;
  for (const double value : values) mean += value / n;
  double second = 0, third = 0;
  for (const double value : values) {
    const double d = value - mean;
    second += d * d / n;
    third += d * d * d / n;
  }
  if (second == 0) return 0;
  return third / std::pow(second, 1.5) * std::sqrt(n * (n - 1)) / (n - 2);
}

}  // namespace residuum::stats
