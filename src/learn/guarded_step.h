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

// `loss` goes forward through `module` in the precision of the compute it is given and gives the loss of the
// batch's part of that number; the parts' losses are added up. Under bf16 what it changes besides weights
// (batch norm's statistics) is put back before the second try. Otherwise as Optimiser::step(). Errors:
// failure, when loss or gradients are not finite in float32.
GuardedStep guarded_step(torch::nn::Module& module, Optimiser& optimiser, const nn::Compute& compute,
                         std::size_t parts,
                         const std::function<torch::Tensor(const nn::Compute&, std::size_t part)>& loss);
// Of a batch in one part.
GuardedStep guarded_step(torch::nn::Module& module, Optimiser& optimiser, const nn::Compute& compute,
                         const std::function<torch::Tensor(const nn::Compute&)>& loss);

}  // namespace residuum::learn
