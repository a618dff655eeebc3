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

// Whether a network keeps its float32 weights beside those that an engine has packed for itself.
enum class NetworkWeights { stay, are_released };

class Engine {
 public:
  // Takes the weights as they are now. REQUIRES: a network in evaluation mode that outlives the engine.
  // Nothing is made yet: the first batch of a size takes a while longer, others of its size do not.
  // `are_released`: for a network that does nothing but predict by this engine, whose weights then take a
  // third to a half of the memory. What the engine has packed is blank in the network from then on
  // (blank_weights.h). Where a GPU or LibTorch runs it, its weights stay.
  Engine(Network& network, const Compute& compute, NetworkWeights weights = NetworkWeights::stay);
  ~Engine();
  Engine(Engine&&) noexcept;

  // Makes what batches of this N x C x H x W need, before the first.
  void prepare(torch::IntArrayRef images);

  // Normalised images as the network takes them (placement.h), N x C x H x W; its logits, float32 on the
  // device. Each batch size has a program of its own: ask for few. Not for two threads at once. Errors:
  // failure, for images that the network cannot take, and where its weights were released to another engine.
  torch::Tensor operator()(const torch::Tensor& images);

  // Multiplications and additions that an image of this size takes.
  double floating_point_operations(const torch::Tensor& images);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::nn
