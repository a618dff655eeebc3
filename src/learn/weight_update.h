// How an optimiser moves weights: each weight's gradient is scaled, cut, and used once, in one pass over the
// memory instead of one for each term of the formula. SGD with momentum, AdamW (Loshchilov & Hutter 2019,
// arXiv 1711.05101) and RMSprop with the formulas and constants of PyTorch's torch.optim.
#pragma once

#include <torch/types.h>

#include <vector>

#include "learn/weight_rows.h"

namespace residuum::learn {

struct Move {
  Rule rule = Rule::sgd;
  double rate = 0, momentum = 0, decay = 0;
  double gradient_scale = 1;  // of all gradients
  double gradient_limit = 0;  // to whose size each is then cut; 0: not cut
  std::int64_t step = 1;      // the how maniest, from 1: adamw
};

struct Moved {
  torch::Tensor weight, gradient;
  torch::Tensor first, second;  // the rule's running means, of the weight's layout; sgd has no second
};

// Changes weights and running means. Of float32 weights on the CPU in one pass on LibTorch's threads, with
// the same result on any number of them; elsewhere by LibTorch's own operations.
void move_weights(const std::vector<Moved>& moved, const Move& move);

// The root of the sum of squares of all gradients, in double precision; not finite if one of them is not.
double gradient_norm(const std::vector<Moved>& moved);

}  // namespace residuum::learn
