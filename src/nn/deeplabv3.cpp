#include "nn/deeplabv3.h"

#include <torch/torch.h>

#include "nn/batch_norm.h"
#include "nn/convolution.h"
#include "nn/enlargement.h"
#include "nn/resnet.h"

namespace residuum::nn {
namespace {

// Channels of the pyramid in terms of the trunk's width: torchvision has 256 and 64.
constexpr int pyramid_widening = 4;

std::shared_ptr<Convolution> convolution_of(int inputs, int outputs, int kernel, int dilation = 1) {
  return std::make_shared<Convolution>(torch::nn::Conv2dOptions(inputs, outputs, kernel)
                                           .padding(dilation * (kernel / 2))
                                           .dilation(dilation)
                                           .bias(false));
}

// The ReLU of each stands where torchvision has it, but is done by the batch norm before it.
torch::nn::Sequential branch(int inputs, int outputs, int kernel, int dilation = 1) {
  return torch::nn::Sequential(convolution_of(inputs, outputs, kernel, dilation), norm_relu(outputs),
                               torch::nn::Identity());
}

}  // namespace

class DeepLabV3::Backbone : public torch::nn::Module {
 public:
  Backbone(ResNetDepth depth, int channels, int width) : trunk_(*this, depth, true, channels, width) {}
  int channels() const { return trunk_.channels(); }
  torch::Tensor forward(torch::Tensor images) { return trunk_.forward(images); }
  auto last_two(const torch::Tensor& images) { return trunk_.last_two(images); }

 private:
  ResNetTrunk trunk_;
};

class DeepLabV3::Pyramid : public torch::nn::Module {
 public:
  Pyramid(int inputs, int outputs)
      : branches_{branch(inputs, outputs, 1), branch(inputs, outputs, 3, 12), branch(inputs, outputs, 3, 24),
                  branch(inputs, outputs, 3, 36)},
        pooled_(torch::nn::AdaptiveAvgPool2d(1), convolution_of(inputs, outputs, 1), norm_relu(outputs),
                torch::nn::Identity()),
        project_(convolution_of(5 * outputs, outputs, 1), norm_relu(outputs), torch::nn::Identity(),
                 torch::nn::Dropout(0.5)) {
    torch::nn::ModuleList convs;
    for (const auto& one : branches_) convs->push_back(one);
    convs->push_back(pooled_);
    register_module("convs", convs);
    register_module("project", project_);
  }

  torch::Tensor forward(torch::Tensor x) {
    std::vector<torch::Tensor> views;
    for (auto& one : branches_) views.push_back(one->forward(x));
    views.push_back(pooled_->forward(x).expand({-1, -1, x.size(2), x.size(3)}));
    return project_->forward(torch::cat(views, 1));
  }

 private:
  std::vector<torch::nn::Sequential> branches_;
  torch::nn::Sequential pooled_, project_;
};

DeepLabV3::DeepLabV3(ResNetDepth depth, int classes, int channels, int width)
    : backbone_(register_module("backbone", std::make_shared<Backbone>(depth, channels, width))) {
  const int inner = pyramid_widening * width;
  classifier_ = register_module(
      "classifier",
      torch::nn::Sequential(Pyramid(backbone_->channels(), inner), convolution_of(inner, inner, 3),
                            norm_relu(inner), torch::nn::Identity(),
                            torch::nn::Conv2d(torch::nn::Conv2dOptions(inner, classes, 1))));
}

torch::Tensor DeepLabV3::forward(torch::Tensor images) {
  return enlarge(classifier_->forward(backbone_->forward(images)), images.sizes().slice(2), false);
}

void DeepLabV3::add_side_heads() {
  const int layer3_channels = backbone_->channels() / 2, inner_channels = layer3_channels / 4;
  const auto classes = classifier_->ptr(4)->as<torch::nn::Conv2d>()->options.out_channels();
  auxiliary_ = register_module(
      side_heads(),
      torch::nn::Sequential(
          torch::nn::Conv2d(
              torch::nn::Conv2dOptions(layer3_channels, inner_channels, 3).padding(1).bias(false)),
          norm_relu(inner_channels), torch::nn::Identity(), torch::nn::Dropout(0.1),
          torch::nn::Conv2d(torch::nn::Conv2dOptions(inner_channels, classes, 1))));
}

std::vector<torch::Tensor> DeepLabV3::outputs(const torch::Tensor& images) {
  const auto [layer3, layer4] = backbone_->last_two(images);
  const auto size = images.sizes().slice(2);
  return {enlarge(classifier_->forward(layer4), size, false),
          enlarge(auxiliary_->forward(layer3), size, false)};
}

}  // namespace residuum::nn
