// Mixed precision for a scope: bf16 matrix work and convolutions, float32 weights, losses and statistics.
#pragma once

#include "nn/compute.h"
#include "nn/network.h"

namespace residuum::learn {

// What a network trains in where `compute` is asked for: float32 where bf16 would be slower (Traits).
nn::Compute training_compute(const nn::Network& network, nn::Compute compute);

class AutocastScope {
 public:
  explicit AutocastScope(const nn::Compute& compute);
  ~AutocastScope();
  AutocastScope(const AutocastScope&) = delete;
  AutocastScope& operator=(const AutocastScope&) = delete;

 private:
  bool active_;
  bool cuda_;
};

}  // namespace residuum::learn
