#include "learn/batches.h"

#include <algorithm>

namespace residuum::learn {

std::vector<std::vector<std::int64_t>> batches_of(const std::vector<std::int64_t>& indices,
                                                  std::size_t batch) {
  std::vector<std::vector<std::int64_t>> batches;
  for (std::size_t start = 0; start < indices.size(); start += batch) {
    const std::size_t end = std::min(start + batch, indices.size());
    const auto first = indices.begin() + static_cast<std::ptrdiff_t>(start);
    const auto last = indices.begin() + static_cast<std::ptrdiff_t>(end);
    if (end - start == 1 && !batches.empty()) {
      batches.back().push_back(*first);
    } else {
      batches.emplace_back(first, last);
    }
  }
  return batches;
}

}  // namespace residuum::learn
