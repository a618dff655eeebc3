// Xception (Chollet 2017) as timm builds its `legacy_xception`, formerly `xception`: conv1, bn1, conv2, bn2,
// block1.rep.0.conv1 ... block12.skipbn, conv3.conv1, conv3.pointwise, bn3, conv4, bn4, fc. The stem's two
// convolutions are not padded. Convolutions start from Kaiming's normal, fan-out. The published weights
// expect images of -1..1.
#pragma once

#include <torch/nn.h>

#include "nn/network.h"

namespace residuum::nn {

class Xception : public Network {
 public:
  Xception(int classes, int channels);
  torch::Tensor forward(torch::Tensor images) override;
  Traits traits() const override { return {"conv1", "fc", to_minus_one_and_one}; }

 private:
  class Separable;
  class Block;

  torch::nn::Conv2d conv1_, conv2_;
  torch::nn::BatchNorm2d bn1_, bn2_;
  std::vector<std::shared_ptr<Block>> blocks_;
  std::shared_ptr<Separable> conv3_, conv4_;
  torch::nn::BatchNorm2d bn3_, bn4_;
  torch::nn::Linear fc_;
};

}  // namespace residuum::nn
