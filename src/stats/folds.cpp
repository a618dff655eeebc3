#include "stats/folds.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"

namespace residuum::stats {

std::vector<int> stratified_folds(const std::vector<int>& strata, int folds, Random& random) {
  if (folds < 2 || static_cast<std::size_t>(folds) > strata.size()) {
    throw input_error("{} folds for {} patients; 2 to as many as patients are possible", folds,
                      strata.size());
  }
  std::vector<std::size_t> order(strata.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return strata[a] < strata[b]; });
  std::vector<int> result(strata.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    result[order[i]] = static_cast<int>(i % static_cast<std::size_t>(folds));
  return result;
}

}  // namespace residuum::stats
