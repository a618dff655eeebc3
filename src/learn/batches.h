// Indices in batches.
#pragma once

#include <cstdint>
#include <vector>

namespace residuum::learn {

// In order; the last batch is joined to the one before it when it has one index alone, for batch norm needs
// two images. A single index in all gives one batch of one.
std::vector<std::vector<std::int64_t>> batches_of(const std::vector<std::int64_t>& indices,
                                                  std::size_t batch);

}  // namespace residuum::learn
