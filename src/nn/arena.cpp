#include "nn/arena.h"

#include <algorithm>
#include <numeric>

namespace residuum::nn {

Arena lay_out(const std::vector<Lifetime>& values) {
  constexpr std::size_t line = 64;
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](auto a, auto b) { return values[a].bytes > values[b].bytes; });

  Arena arena{std::vector<std::size_t>(values.size(), 0), 0};
  std::vector<std::size_t> placed;
  for (const auto index : order) {
    const auto& value = values[index];
    if (value.bytes == 0) continue;
    std::vector<std::size_t> beside;
    for (const auto other : placed) {
      if (values[other].first <= value.last && value.first <= values[other].last) beside.push_back(other);
    }
    std::ranges::sort(beside, {}, [&](auto other) { return arena.offsets[other]; });
    std::size_t offset = 0;
    for (const auto other : beside) {
      if (offset + value.bytes <= arena.offsets[other]) break;
      const auto end = (arena.offsets[other] + values[other].bytes + line - 1) / line * line;
      offset = std::max(offset, end);
    }
    arena.offsets[index] = offset;
    arena.bytes = std::max(arena.bytes, offset + value.bytes);
    placed.push_back(index);
  }
  return arena;
}

}  // namespace residuum::nn
