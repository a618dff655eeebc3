// A network's fastest way through a batch: batch norm folded into the convolutions, sums and activations
// inside them, channels last, bf16 or float32 as the Compute says, no autograd, memory used again. On
// processors a program of oneDNN primitives (onednn_program.h), on GPUs LibTorch's operations in half
// precision (graph_interpreter.h); docs/performance.md has what it was measured against.
#pragma once

#include <torch/types.h>

#include <memory>
#include <string>

#include "nn/compute.h"

namespace residuum::nn {

class Network;

class Engine {
 public:
  // Takes the weights as they are now. REQUIRES: a network in evaluation mode that outlives the engine.
  // Nothing is made yet: the first batch of a size takes a while longer, others of its size do not.
  Engine(Network& network, const Compute& compute);
  ~Engine();
  Engine(Engine&&) noexcept;

  // Normalised images as the network takes them (placement.h), N x C x H x W; its logits, float32 on the
  // device. Each batch size has a program of its own: ask for few. Not for two threads at once.
  torch::Tensor operator()(const torch::Tensor& images);

  // Multiplications and additions that an image of this size takes.
  double floating_point_operations(const torch::Tensor& images);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::nn
