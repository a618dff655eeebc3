// Xception (Chollet 2017) as timm builds its `legacy_xception`, formerly `xception`: conv1, bn1, conv2, bn2,
// block1.rep.0.conv1 ... block12.skipbn, conv3.conv1, conv3.pointwise, bn3, conv4, bn4, fc. The stem's two
// convolutions are not padded. Convolutions start from Kaiming's normal, fan-out. The published weights
// expect images of -1..1.
#pragma once

#include <torch/nn.h>

#include "nn/batch_norm.h"
#include "nn/convolution.h"
#include "nn/image_classifier.h"

namespace residuum::nn {

class Xception : public ImageClassifier {
 public:
  Xception(int classes, int channels);
  torch::Tensor activation(const torch::Tensor& images) override;
  torch::Tensor features(const torch::Tensor& activation) override;
  torch::Tensor logits(const torch::Tensor& features) override;
  std::string layer() const override { return "act4"; }
  std::vector<std::string> parts() const override;
  Traits traits() const override { return {"conv1", "fc", to_minus_one_and_one}; }

 private:
  class Separable;
  class Block;

  std::shared_ptr<Convolution> conv1_, conv2_;
  std::shared_ptr<BatchNorm> bn1_, bn2_;
  std::vector<std::shared_ptr<Block>> blocks_;
  std::shared_ptr<Separable> conv3_, conv4_;
  std::shared_ptr<BatchNorm> bn3_, bn4_;
  torch::nn::Linear fc_;
};

}  // namespace residuum::nn
