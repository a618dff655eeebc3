// A graph as a list of oneDNN primitives on channels-last images, made once and run often: weights packed as
// the primitives want them, sums and activations inside the convolutions, every intermediate image at a fixed
// place of one block of memory that images use again as soon as nobody needs what lay there.
// Not for two threads at once.
#pragma once

#include <memory>

#include "nn/compute.h"
#include "nn/graph.h"

namespace residuum::nn {

class OneDnnProgram {
 public:
  // For batches of `batch` images; shapes alone are looked at. Errors: std::exception, where oneDNN lacks
  // something on this processor (bf16 without AVX-512).
  OneDnnProgram(const Graph& graph, std::int64_t batch, Precision precision);
  ~OneDnnProgram();

  // Before the first run: packs the weights of the same graph, letting go of each as soon as it is packed.
  void take_weights(Graph graph);
  // Or those that a program of the same network, images of whatever size, has packed: shared where this one
  // wants them alike.
  void take_weights(const OneDnnProgram& kin);

  // N x C x H x W float32, of the graph's size, to the graph's output, float32 in memory of its own.
  torch::Tensor run(const torch::Tensor& images) const;

  // Seconds of each step's fastest run among `repeats`, with what it does: where the time goes.
  std::vector<std::pair<std::string, double>> profile(const torch::Tensor& images, int repeats) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::nn
