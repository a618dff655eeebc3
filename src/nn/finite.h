// Whether numbers are numbers. A rectifier makes 0 of what is none, so what weights that are not finite give
// can look like an answer: they are looked at themselves.
#pragma once

#include <torch/types.h>

namespace residuum::nn {

// Of a tensor of integers, and of none at all, always.
bool all_finite(const torch::Tensor& values);

}  // namespace residuum::nn
