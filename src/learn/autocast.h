// Mixed precision for a scope: bf16 matrix work and convolutions, float32 weights, losses and statistics.
#pragma once

#include "nn/compute.h"

namespace residuum::learn {

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
