// A network in evaluation mode as a list of operations on channels-last images, small enough to be fused and
// executed by hand: what Engine (engine.h) runs. Convolutions carry their batch norm (folded into weights and
// bias), the sum and the activation behind them. Vectors (N x C) are images of one pixel; a linear layer is
// their 1 x 1 convolution.
#pragma once

#include <torch/types.h>

#include <optional>
#include <vector>

#include "nn/window.h"

namespace residuum::nn {

class Network;

enum class Operation {
  image,
  convolution,
  transposed_convolution,
  relu,
  silu,
  sigmoid,
  add,       // of two images of one size, the second times `factor`
  multiply,  // each channel of the first by the second's one pixel
  max_pool,
  average_pool,  // pixels outside the image do not count
  mean,          // over all pixels
  enlarge,       // bilinear
  spread,        // one pixel to all of an image
  pad,           // with zeros
  concatenate,   // channels
};

struct Node {
  Operation operation = Operation::image;
  std::vector<int> inputs;  // indices of nodes before this one
  std::int64_t channels = 0;
  Pair size{1, 1};

  Window window;
  std::int64_t groups = 1;
  torch::Tensor weight;  // float32, PyTorch's layout, in the network's own memory (lent_weights.h)
  torch::Tensor scale;   // float32, of each output of the weight; empty: none
  torch::Tensor bias;    // float32; empty: none
  bool sums = false;     // a convolution's last input is added to its result
  std::optional<Operation> activation;  // then this is applied
  double factor = 1;                    // of add
  bool align_corners = false;           // of enlarge
  Pair offset{0, 0};                    // of pad: where the smaller image's first pixel goes
};

struct Graph {
  std::vector<Node> nodes;  // in an order in which they can be computed; the first is the image
  int output = 0;
  bool gives_vectors = false;  // the output is N x C, not N x C x 1 x 1
};

// The weight times its scale.
torch::Tensor scaled_weight(const Node& node);

// Traces the network once (LibTorch's tracer, one image of zeros) and folds and fuses what it did.
// `channels` x `size` is the images' shape, of which others cannot go the same way. REQUIRES: evaluation
// mode. Errors: failure, naming the operation, for a network that does what has no place here.
Graph record(Network& network, std::int64_t channels, Pair size);

// The sum and activation behind a convolution become part of it. (record() does that; apart for tests.)
Graph fused(Graph graph);

// Multiplications and additions of convolutions and linear layers for one image.
double floating_point_operations(const Graph& graph);

}  // namespace residuum::nn
