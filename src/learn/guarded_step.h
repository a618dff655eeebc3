// A step of training that survives bf16's narrow numbers: where loss or gradients are not finite, the same
// batch is gone through again in float32.
#pragma once

#include <torch/nn.h>

#include <functional>

#include "learn/optimiser.h"
#include "nn/compute.h"

namespace residuum::learn {

struct GuardedStep {
  double loss = 0;
  bool redone = false;  // in float32
};

// `loss` goes forward through `module` in the precision of the compute it is given and gives the batch's
// loss. Under bf16 what it changes besides weights (batch norm's statistics) is put back before the second
// try. Otherwise as Optimiser::step(). Errors: failure, when loss or gradients are not finite in float32.
GuardedStep guarded_step(torch::nn::Module& module, Optimiser& optimiser, const nn::Compute& compute,
                         const std::function<torch::Tensor(const nn::Compute&)>& loss);

}  // namespace residuum::learn
