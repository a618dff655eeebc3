// A graph run with LibTorch's own operations: on GPUs, in half precision, and on processors for which oneDNN
// lacks something.
#pragma once

#include "nn/graph.h"

namespace residuum::nn {

class GraphInterpreter {
 public:
  // Weights go to `device` as `type` (kHalf, kBFloat16, kFloat32).
  GraphInterpreter(Graph graph, torch::Device device, torch::ScalarType type);

  // N x C x H x W, of the graph's size, to the graph's output, float32 on the device.
  torch::Tensor run(const torch::Tensor& images) const;

 private:
  Graph graph_;
  torch::TensorOptions options_;
  std::vector<std::size_t> last_use_;
};

}  // namespace residuum::nn
