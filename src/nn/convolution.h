// A convolution (torch.nn.Conv2d) whose training step on a processor takes the fastest way for its shape; all
// else is LibTorch's own. What is otherwise slow, in oneDNN 2.6:
// - 1 x 1 kernels on few pixels, which are products of matrices, pixels by channels;
// - gradients where the dilation is so wide that many taps meet padding alone, as in DeepLabv3's pyramid:
//   forward oneDNN leaves those taps out, back it does not;
// - weight gradients on wide maps of few channels (weight_gradient.h), and of depthwise 5 x 5 kernels
//   (depthwise_gradient.h).
#pragma once

#include <torch/nn.h>

#include "nn/window.h"

namespace residuum::nn {

class Convolution : public torch::nn::Conv2dImpl {
 public:
  // Blank where BlankWeights are wanted (blank_weights.h).
  explicit Convolution(const torch::nn::Conv2dOptions& options);
  torch::Tensor forward(const torch::Tensor& x);

  // Weights anew, normal with a variance of 2 / fan-out (He et al. 2015), as torchvision and timm; blank ones
  // stay.
  void draw_weights();

 private:
  bool gains(const torch::Tensor& x) const;
  void become_blank(const torch::nn::Conv2dOptions& wanted);

  Window window_;
  bool plain_;      // no groups, padding with zeros by a number
  bool depthwise_;  // as many groups as channels, padding alike
};

}  // namespace residuum::nn
