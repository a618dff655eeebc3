// A 3 x 3 convolution with a dilation so wide that most taps fall outside the image: DeepLabv3's pyramid on
// the 16 x 16 to 40 x 40 maps of small images. Those taps meet padding alone, so each of the nine is computed
// as a 1 x 1 convolution of the window where it meets pixels: the same sum, 2 to 9 times less work, and
// gradients too.
#pragma once

#include <torch/nn.h>

namespace residuum::nn {

class AtrousConv : public torch::nn::Conv2dImpl {
 public:
  // Padding equals the dilation, no bias: output and input are of one size.
  AtrousConv(int inputs, int outputs, int dilation);
  torch::Tensor forward(const torch::Tensor& x);

 private:
  int dilation_;
};

}  // namespace residuum::nn
