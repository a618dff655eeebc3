// ResNet-18 and ResNet-50 as torchvision builds them (He et al. 2016; in ResNet-50 the stride is in the 3 x 3
// convolution, "v1.5"): conv1, bn1, layer1.0.conv1 ... layer4.2.bn3, fc. Convolutions start from Kaiming's
// normal, fan-out. Theirs begin with `width` 64 channels; no published weights fit another width.
#pragma once

#include <torch/nn.h>

#include "nn/batch_norm.h"
#include "nn/image_classifier.h"

namespace residuum::nn {

enum class ResNetDepth { resnet18, resnet50 };

// Everything before the classifier. Its modules are registered in `owner` itself, because torchvision's names
// have no prefix. N x C x H x W becomes N x 2048 x H/32 x W/32, or H/8 x W/8 when `dilated`: layers 3 and 4
// then keep their resolution and widen their view by dilation 2 and 4 (torchvision:
// replace_stride_with_dilation).
class ResNetTrunk {
 public:
  ResNetTrunk(torch::nn::Module& owner, ResNetDepth depth, bool dilated, int image_channels, int width = 64);
  torch::Tensor forward(torch::Tensor images);
  std::pair<torch::Tensor, torch::Tensor> last_two(torch::Tensor images);  // of layer3 and layer4
  int channels() const { return channels_; }

 private:
  torch::nn::Conv2d conv1_;
  std::shared_ptr<BatchNorm> bn1_;
  torch::nn::Sequential layers_[4];
  int channels_;
};

class ResNet : public ImageClassifier {
 public:
  ResNet(ResNetDepth depth, int classes, int channels, int width = 64);
  torch::Tensor activation(const torch::Tensor& images) override;
  torch::Tensor features(const torch::Tensor& activation) override;
  torch::Tensor logits(const torch::Tensor& features) override;
  std::string layer() const override { return depth_ == ResNetDepth::resnet50 ? "layer4.2" : "layer4.1"; }
  std::vector<std::string> parts() const override;
  Traits traits() const override { return {"conv1", "fc", {}}; }

 private:
  ResNetDepth depth_;
  ResNetTrunk trunk_;
  torch::nn::Linear fc_;
};

}  // namespace residuum::nn
