#include "learn/equal_parts.h"

#include <torch/torch.h>

namespace residuum::learn {

std::vector<torch::Tensor> equal_parts(const torch::Tensor& rows, std::int64_t most) {
  auto parts = rows.chunk((rows.size(0) + most - 1) / most);
  if (parts.size() > 1 && parts.back().size(0) == 1) {
    parts.pop_back();
    const auto joined = parts.back().size(0) + 1;
    parts.back() = rows.narrow(0, rows.size(0) - joined, joined);
  }
  return parts;
}

}  // namespace residuum::learn
