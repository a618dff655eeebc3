// Where a graph's images lie for batches of one size: of which type, in which buffer, from when to when.
#pragma once

#include "nn/arena.h"
#include "nn/compute.h"
#include "nn/graph.h"

namespace residuum::nn {

// Channels last, in a buffer, perhaps as some channels of a wider image.
struct Place {
  int buffer = -1;
  std::int64_t first_channel = 0;
  std::int64_t stride = 0;  // values between pixels
  bool bf16 = false;        // else float32
};

struct GraphLayout {
  std::vector<Place> places;      // by node
  std::vector<Lifetime> buffers;  // steps are nodes' numbers
};

// A sum is made where its other term lies, if nobody needs that any more, and parts of a concatenation in
// their place, if `movable` says that what makes them can do so. Logits, and what enlarges them, stay
// float32.
GraphLayout lay_out(const Graph& graph, std::int64_t batch, Precision precision,
                    bool (*movable)(Operation operation));

}  // namespace residuum::nn
