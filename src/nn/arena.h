// Places in one block of memory for values that live for a while: two that live at the same time do not
// overlap. Greedy, the largest first, each at the lowest free place.
#pragma once

#include <cstddef>
#include <vector>

namespace residuum::nn {

struct Lifetime {
  std::size_t bytes = 0;
  int first = 0, last = 0;  // steps, both included
};

struct Arena {
  std::vector<std::size_t> offsets;  // multiples of 64 bytes
  std::size_t bytes = 0;             // of all
};

Arena lay_out(const std::vector<Lifetime>& values);

}  // namespace residuum::nn
