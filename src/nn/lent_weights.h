// A network's weights, taken out of it: blank stand in (blank_weights.h) while the network is traced, of
// which no value is needed, so that float32 weights need never be in memory all at once.
#pragma once

#include <torch/types.h>

#include <map>

#include "nn/graph.h"

namespace residuum::nn {

class LentWeights {
 public:
  explicit LentWeights(Network& network);
  ~LentWeights();  // what the graph did not take goes back
  LentWeights(const LentWeights&) = delete;
  LentWeights& operator=(const LentWeights&) = delete;

  // To a graph recorded of the network since: the weights that it has use for, which then are its alone.
  void move_to(Graph& graph);

 private:
  struct Loan {
    torch::Tensor parameter, weights;
  };
  std::map<const void*, Loan> loans_;  // by the storage of what stands in
};

}  // namespace residuum::nn
