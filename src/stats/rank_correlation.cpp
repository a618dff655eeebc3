#include "stats/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"

namespace residuum::stats {
namespace {

// From 1 on, less their mean.
std::vector<double> centred_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  const double mean = (static_cast<double>(values.size()) + 1) / 2;
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
    const double rank = (static_cast<double>(first) + 1 + static_cast<double>(last)) / 2;
    for (std::size_t i = first; i < last; ++i) ranks[order[i]] = rank - mean;
  }
  return ranks;
}

}  // namespace

double rank_correlation(const std::vector<double>& first, const std::vector<double>& second) {
  if (first.size() != second.size() || first.size() < 2)
    throw input_error("a rank correlation needs two pairs or more; there are {} and {} values", first.size(),
                      second.size());
  for (const auto* values : {&first, &second}) {
    if (!std::all_of(values->begin(), values->end(), [](double value) { return std::isfinite(value); }))
      throw input_error("a rank correlation: a value is not finite");
  }
  const auto a = centred_ranks(first), b = centred_ranks(second);
  const double both = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
  const double spread = std::inner_product(a.begin(), a.end(), a.begin(), 0.0) *
                        std::inner_product(b.begin(), b.end(), b.begin(), 0.0);
  return spread > 0 ? std::clamp(both / std::sqrt(spread), -1.0, 1.0) : 0;
}

}  // namespace residuum::stats
