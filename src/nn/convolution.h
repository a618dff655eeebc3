// A convolution (torch.nn.Conv2d) that trains a 1 x 1 kernel in bf16 on a processor as the
// matrix product that it is, pixels by channels: oneDNN 2.6 takes two to seven times as long for such a
// convolution's weight gradient as for the product. Everything else is LibTorch's own.
#pragma once

#include <torch/nn.h>

namespace residuum::nn {

class Convolution : public torch::nn::Conv2dImpl {
 public:
  explicit Convolution(const torch::nn::Conv2dOptions& options);
  torch::Tensor forward(const torch::Tensor& x);

 private:
  bool pointwise_;
};

}  // namespace residuum::nn
