// DeepLabv3 with a ResNet backbone as torchvision builds it with ResNet-50 (Chen et al. 2017): backbone.conv1
// ... backbone.layer4.2.bn3, classifier.0 (atrous spatial pyramid, rates 12, 24, 36), classifier.1, .2, .4;
// its auxiliary classifier on layer3, aux_classifier.0, .1, .4, is the side head (image_segmenter.h). The
// backbone's output stride is 8; logits are enlarged bilinearly to the input's size. In training a batch
// needs two images or more: the pyramid's pooled branch is normalised over the batch alone. The pyramid has
// four times the `width` that the backbone begins with; published weights fit ResNet-50 of width 64.
#pragma once

#include <torch/nn.h>

#include "nn/image_segmenter.h"
#include "nn/resnet.h"

namespace residuum::nn {

class DeepLabV3 : public ImageSegmenter {
 public:
  DeepLabV3(ResNetDepth depth, int classes, int channels, int width = 64);
  torch::Tensor forward(torch::Tensor images) override;  // N x classes x H x W logits
  void add_side_heads() override;
  std::vector<torch::Tensor> outputs(const torch::Tensor& images) override;  // both H x W
  Traits traits() const override { return {"backbone.conv1", "classifier", {}}; }
  std::string side_heads() const override { return "aux_classifier"; }

 private:
  class Backbone;
  class Pyramid;

  std::shared_ptr<Backbone> backbone_;
  torch::nn::Sequential classifier_ = nullptr;
  torch::nn::Sequential auxiliary_ = nullptr;
};

}  // namespace residuum::nn
