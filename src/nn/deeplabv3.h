// DeepLabv3 with a ResNet-50 backbone as torchvision builds it, without the auxiliary classifier (Chen et al.
// 2017): backbone.conv1 ... backbone.layer4.2.bn3, classifier.0 (atrous spatial pyramid, rates 12, 24, 36),
// classifier.1, .2, .4. The backbone's output stride is 8; logits are enlarged bilinearly to the input's
// size. In training a batch needs two images or more: the pyramid's pooled branch is normalised over the
// batch alone.
#pragma once

#include <torch/nn.h>

#include "nn/network.h"

namespace residuum::nn {

class DeepLabV3 : public Network {
 public:
  DeepLabV3(int classes, int channels);
  torch::Tensor forward(torch::Tensor images) override;  // N x classes x H x W logits
  Traits traits() const override { return {"backbone.conv1", "classifier", {}}; }

 private:
  class Backbone;
  class Pyramid;

  std::shared_ptr<Backbone> backbone_;
  torch::nn::Sequential classifier_;
};

}  // namespace residuum::nn
