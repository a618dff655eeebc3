// U-Net (Ronneberger et al. 2015) as the study's scripts take it from milesial/Pytorch-UNet, with its
// parameter names: batch norm, padded convolutions; inc, down1 ... down4, up1 ... up4, outc. The first level
// has `width` channels (the study: 64), each further one twice as many. Enlargement is bilinear, which keeps
// channels, so that the deepest level is as wide as the one above; or a learnt transposed convolution
// (up1.up), which halves them. Side heads (image_segmenter.h) are our own: deep_supervision.0 and .1.
#pragma once

#include <torch/nn.h>

#include <array>

#include "nn/image_segmenter.h"

namespace residuum::nn {

enum class Enlargement { bilinear, transposed };

class UNet : public ImageSegmenter {
 public:
  UNet(int classes, int channels, int width, Enlargement enlargement);
  torch::Tensor forward(torch::Tensor images) override;  // N x classes x H x W logits, H and W from 16 on
  void add_side_heads() override;
  std::vector<torch::Tensor> outputs(const torch::Tensor& images) override;  // H x W, H/2 x W/2, H/4 x W/4
  Traits traits() const override { return {"inc.double_conv.0", "outc", {}}; }
  std::string side_heads() const override { return "deep_supervision"; }

 private:
  std::array<torch::Tensor, 4> decoded(const torch::Tensor& images);  // up1 ... up4

  torch::nn::Sequential levels_[5];  // inc, down1 ... down4, each N x C x H/2^i x W/2^i
  torch::nn::ConvTranspose2d enlarge_[4] = {nullptr, nullptr, nullptr,
                                            nullptr};  // empty where enlargement is bilinear
  torch::nn::Sequential ups_[4];
  torch::nn::Conv2d last_ = nullptr;
  torch::nn::ModuleList side_heads_ = nullptr;  // at a half and a quarter of the resolution, 1 x 1
};

}  // namespace residuum::nn
