// A network's probabilities, batch by batch, without gradients, by the engine (nn/engine.h).
#pragma once

#include <functional>

#include "nn/engine.h"
#include "nn/network.h"
#include "nn/placement.h"

namespace residuum::learn {

// What `each` makes of `items` (N x ...), at most `batch` at once, one behind the other. The parts' sizes are
// powers of two, so that bags of many sizes need few of the engine's programs. Errors: interrupted, on
// request, between parts.
torch::Tensor in_batches(const torch::Tensor& items, std::int64_t batch,
                         const std::function<torch::Tensor(const torch::Tensor&)>& each);

// For many calls with the same weights: what the engine prepares is kept.
class Predictor {
 public:
  // The network gives one class. REQUIRES: on the device, in evaluation mode; nobody else changes its weights
  // as long as this lives. `weights`: as the engine's.
  Predictor(nn::Network& network, const nn::Compute& compute,
            nn::NetworkWeights weights = nn::NetworkWeights::stay);

  // Before the first batch: for images of this N x C x H x W, as the network takes them.
  void prepare(torch::IntArrayRef images) { engine_.prepare(images); }

  // `grey` is N x H x W of 0..1 (any floating type, on the CPU). N x H x W (segment) or N (classify) float32
  // probabilities on the CPU. Errors: interrupted, on request, between batches.
  torch::Tensor operator()(const torch::Tensor& grey, std::int64_t batch);

  const nn::Normalisation& normalisation() const { return normalisation_; }

 private:
  nn::Normalisation normalisation_;
  nn::Compute compute_;
  nn::Engine engine_;
};

// The same, once.
torch::Tensor probabilities(nn::Network& network, const torch::Tensor& grey, const nn::Compute& compute,
                            std::int64_t batch);

}  // namespace residuum::learn
