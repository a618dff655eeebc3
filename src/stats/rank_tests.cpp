#include "stats/rank_tests.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "core/error.h"

namespace residuum::stats {
namespace {

constexpr std::size_t exact_below = 50;

// How many of all orders of m and n values give U = 0, 1, ... mn: the partitions of U into at most m parts,
// none larger than n.
std::vector<double> orders_by_statistic(std::size_t m, std::size_t n) {
  std::vector<std::vector<double>> ways(m + 1, std::vector<double>(m * n + 1, 0.0));  // by parts, then by sum
  ways[0][0] = 1;
  for (std::size_t part = 1; part <= n; ++part) {
    for (std::size_t parts = 1; parts <= m; ++parts) {
      for (std::size_t sum = part; sum <= m * n; ++sum) ways[parts][sum] += ways[parts - 1][sum - part];
    }
  }
  std::vector<double> orders(m * n + 1, 0.0);
  for (const auto& of_parts : ways) {
    for (std::size_t sum = 0; sum < orders.size(); ++sum) orders[sum] += of_parts[sum];
  }
  return orders;
}

double exact_p(double statistic, std::size_t m, std::size_t n) {
  const auto orders = orders_by_statistic(m, n);
  const auto u = static_cast<std::size_t>(std::lround(std::min(statistic, double(m * n) - statistic)));
  double tail = 0, all = 0;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    all += orders[i];
    if (i <= u) tail += orders[i];
  }
  return std::min(1.0, 2 * tail / all);
}

}  // namespace

MannWhitney mann_whitney(const std::vector<double>& first, const std::vector<double>& second) {
  if (first.empty() || second.empty())
    throw input_error("samples of {} and {} values; one each is needed", first.size(), second.size());
  struct Value {
    double value;
    bool is_first;
  };
  std::vector<Value> values;
  for (const auto* sample : {&first, &second}) {
    for (std::size_t i = 0; i < sample->size(); ++i) {
      if (!std::isfinite((*sample)[i]))
        throw input_error("value {} of the {} sample is not finite", i + 1,
                          sample == &first ? "first" : "second");
      values.push_back({(*sample)[i], sample == &first});
    }
  }
  std::sort(values.begin(), values.end(), [](const Value& a, const Value& b) { return a.value < b.value; });

  MannWhitney result;
  double ties = 0, second_below = 0;  // ties: sum of t^3 - t over groups of t equal values
  for (std::size_t start = 0, end = 0; start < values.size(); start = end) {
    double firsts = 0;
    for (; end < values.size() && values[end].value == values[start].value; ++end)
      firsts += values[end].is_first;
    const double together = static_cast<double>(end - start), seconds = together - firsts;
    result.statistic += firsts * (second_below + seconds / 2);
    second_below += seconds;
    ties += together * together * together - together;
  }
  const double m = static_cast<double>(first.size()), n = static_cast<double>(second.size());
  result.superiority = result.statistic / (m * n);
  if (ties == 0 && first.size() < exact_below && second.size() < exact_below) {
    result.exact = true;
    result.p = exact_p(result.statistic, first.size(), second.size());
    return result;
  }
  const double variance = m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1)));
  const double distance = std::abs(result.statistic - m * n / 2);
  if (variance > 0) {
    const double z = std::max(0.0, distance - 0.5) / std::sqrt(variance);
    result.p = std::min(1.0, 2 * boost::math::cdf(boost::math::normal(), -z));
  }
  return result;
}

}  // namespace residuum::stats
