// U-Net (Ronneberger et al. 2015) as the study's scripts take it from milesial/Pytorch-UNet, with its
// parameter names: batch norm, padded convolutions, bilinear enlargement; inc, down1 ... down4, up1 ... up4,
// outc. The first level has `width` channels (the study: 64), each further one twice as many.
#pragma once

#include <torch/nn.h>

#include "nn/network.h"

namespace residuum::nn {

class UNet : public Network {
 public:
  UNet(int classes, int width);
  torch::Tensor forward(torch::Tensor images) override;  // N x classes x H x W logits, H and W from 16 on

 private:
  torch::nn::Sequential levels_[5];  // inc, down1 ... down4, each N x C x H/2^i x W/2^i
  torch::nn::Sequential ups_[4];
  torch::nn::Conv2d last_ = nullptr;
};

}  // namespace residuum::nn
