// What an outcome model's last layer sees of a patient: the mean over his slices (of unit attention the
// weighed mean, of unit stack that of the stack), brought to length 1; of several networks one behind the
// other, the whole of length 1. In 32-bit arithmetic whatever the run's precision, so that a later prediction
// can be compared with it. No LibTorch in this header.
#pragma once

#include "outcome/outcome.h"

namespace residuum::outcome {

using Embedding = std::vector<float>;  // as many as the last layers have inputs; 2048 of one resnet50

class Embedder {
 public:
  // Errors: input, for a file that is not an outcome model of this program.
  Embedder(const fs::path& model, nn::Compute compute);
  ~Embedder();
  Embedder(Embedder&&) noexcept;

  // Errors: input, for an empty bag or slices of another size than the model's.
  Embedding embed(const Bag& bag) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace residuum::outcome
