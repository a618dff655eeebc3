// EfficientNet-B0 (Tan and Le 2019) as timm builds its `efficientnet_b0`: conv_stem, bn1, blocks.0.0.conv_dw
// ... blocks.6.0.bn3, conv_head, bn2, classifier. Padding is symmetric and batch norm PyTorch's own (eps
// 1e-5, momentum 0.1), as in torchvision's; Google's port, `tf_efficientnet_b0`, differs in both and is
// another network. In training an inverted residual is left out of an image's way with a probability that
// grows from 0 to `drop_path` with depth, and `dropout` of the features are: the paper's 0.2, torchvision's
// defaults, which timm names for training. Convolutions start from a normal of variance 2 / fan-out.
#pragma once

#include <torch/nn.h>

#include "nn/batch_norm.h"
#include "nn/convolution.h"
#include "nn/image_classifier.h"

namespace residuum::nn {

class EfficientNetB0 : public ImageClassifier {
 public:
  EfficientNetB0(int classes, int channels, double dropout = 0.2, double drop_path = 0.2);
  torch::Tensor activation(const torch::Tensor& images) override;
  torch::Tensor features(const torch::Tensor& activation) override;
  torch::Tensor logits(const torch::Tensor& features) override;
  std::string layer() const override { return "conv_head"; }
  std::vector<std::string> parts() const override;
  Traits traits() const override { return {"conv_stem", "classifier", {}}; }

 private:
  std::shared_ptr<Convolution> conv_stem_;
  std::shared_ptr<BatchNorm> bn1_;
  torch::nn::Sequential blocks_;  // one behind the other; registered by stage, as timm names them
  std::shared_ptr<Convolution> conv_head_;
  std::shared_ptr<BatchNorm> bn2_;
  torch::nn::Linear classifier_;
  double dropout_;
};

}  // namespace residuum::nn
