// U-Net (Ronneberger et al. 2015) as the study's scripts take it from milesial/Pytorch-UNet, with its
// parameter names: batch norm, padded convolutions; inc, down1 ... down4, up1 ... up4, outc. The first level
// has `width` channels (the study: 64), each further one twice as many. Enlargement is bilinear, which keeps
// channels, so that the deepest level is as wide as the one above; or a learnt transposed convolution
// (up1.up), which halves them.
#pragma once

#include <torch/nn.h>

#include "nn/network.h"

namespace residuum::nn {

enum class Enlargement { bilinear, transposed };

class UNet : public Network {
 public:
  UNet(int classes, int channels, int width, Enlargement enlargement);
  torch::Tensor forward(torch::Tensor images) override;  // N x classes x H x W logits, H and W from 16 on
  Traits traits() const override { return {"inc.double_conv.0", "outc", {}}; }

 private:
  torch::nn::Sequential levels_[5];  // inc, down1 ... down4, each N x C x H/2^i x W/2^i
  torch::nn::ConvTranspose2d enlarge_[4] = {nullptr, nullptr, nullptr,
                                            nullptr};  // empty where enlargement is bilinear
  torch::nn::Sequential ups_[4];
  torch::nn::Conv2d last_ = nullptr;
};

}  // namespace residuum::nn
