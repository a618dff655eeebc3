// Networks whose weights come from a file need none before. While one of these lives, what this thread makes
// of convolutions (convolution.h) is blank: weights of their shape that are one NaN and take no memory, and
// hardly anything is drawn for them. load_state (network.h) fills them in.
#pragma once

#include <torch/types.h>

namespace residuum::nn {

class BlankWeights {
 public:
  BlankWeights();
  ~BlankWeights();
  BlankWeights(const BlankWeights&) = delete;
  BlankWeights& operator=(const BlankWeights&) = delete;

  static bool wanted();  // whether one lives
};

// NaN of this shape that takes the memory of one value.
torch::Tensor blank(torch::IntArrayRef shape);
bool is_blank(const torch::Tensor& tensor);

}  // namespace residuum::nn
