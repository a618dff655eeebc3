// Whole bags through a patient network whose weights no longer change, by the engine (nn/engine.h).
#pragma once

#include "nn/engine.h"
#include "outcome/patient_network.h"

namespace residuum::outcome {

class BagPredictor {
 public:
  // REQUIRES: on the device, in evaluation mode; nobody else changes its weights as long as this lives, and
  // it outlives this. `weights`: as the engine's.
  BagPredictor(PatientNetwork& network, const nn::Compute& compute,
               nn::NetworkWeights weights = nn::NetworkWeights::stay);
  ~BagPredictor();
  BagPredictor(BagPredictor&&) noexcept;

  // Before the first bag: for slices of this many pixels on a side.
  void prepare(int image_size);

  struct Answer {
    double probability_rt = 0;
    std::vector<double> slices;  // of units that judge slices
  };
  // `grey` is N x S x S of 0..1, N > 0. Errors: interrupted, on request, between batches.
  Answer operator()(const torch::Tensor& grey);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::outcome
