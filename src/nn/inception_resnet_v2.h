// Inception-ResNet-v2 (Szegedy et al. 2017) as timm builds its `inception_resnet_v2`, after Google's
// TensorFlow-Slim: conv2d_1a.conv ... conv2d_7b.bn, mixed_5b, repeat.0 ... repeat_2.8, block8, classif.
// Batch norm's eps is 1e-3; convolutions start as PyTorch's own. Images from 75 pixels a side on. The
// published weights expect images of -1..1 and have a head of 1001 classes, the first being background.
#pragma once

#include <torch/nn.h>

#include "nn/image_classifier.h"

namespace residuum::nn {

class InceptionResNetV2 : public ImageClassifier {
 public:
  InceptionResNetV2(int classes, int channels);
  torch::Tensor activation(const torch::Tensor& images) override;
  torch::Tensor features(const torch::Tensor& activation) override;
  torch::Tensor logits(const torch::Tensor& features) override;
  std::string layer() const override { return "conv2d_7b"; }
  std::vector<std::string> parts() const override;
  Traits traits() const override { return {"conv2d_1a.conv", "classif", to_minus_one_and_one}; }

 private:
  torch::nn::Sequential layers_;  // in order; registered under timm's names
  torch::nn::Linear classif_;
};

}  // namespace residuum::nn
