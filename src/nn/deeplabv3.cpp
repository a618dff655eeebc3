#include "nn/deeplabv3.h"

#include <torch/torch.h>

#include "nn/batch_norm.h"
#include "nn/convolution.h"
#include "nn/enlargement.h"
#include "nn/resnet.h"

namespace residuum::nn {
namespace {

constexpr int trunk_channels = 2048, pyramid_channels = 256;

std::shared_ptr<Convolution> pyramid_convolution(int inputs, int kernel, int dilation = 1) {
  return std::make_shared<Convolution>(torch::nn::Conv2dOptions(inputs, pyramid_channels, kernel)
                                           .padding(dilation * (kernel / 2))
                                           .dilation(dilation)
                                           .bias(false));
}

// The ReLU of each stands where torchvision has it, but is done by the batch norm before it.
torch::nn::Sequential branch(std::shared_ptr<Convolution> layer) {
  return torch::nn::Sequential(std::move(layer), norm_relu(pyramid_channels), torch::nn::Identity());
}

torch::nn::Sequential atrous_branch(int dilation) {
  return branch(pyramid_convolution(trunk_channels, 3, dilation));
}

}  // namespace

class DeepLabV3::Backbone : public torch::nn::Module {
 public:
  explicit Backbone(int channels) : trunk_(*this, ResNetDepth::resnet50, true, channels) {}
  torch::Tensor forward(torch::Tensor images) { return trunk_.forward(images); }
  auto last_two(const torch::Tensor& images) { return trunk_.last_two(images); }

 private:
  ResNetTrunk trunk_;
};

class DeepLabV3::Pyramid : public torch::nn::Module {
 public:
  Pyramid()
      : branches_{branch(pyramid_convolution(trunk_channels, 1)), atrous_branch(12), atrous_branch(24),
                  atrous_branch(36)},
        pooled_(torch::nn::AdaptiveAvgPool2d(1), pyramid_convolution(trunk_channels, 1),
                norm_relu(pyramid_channels), torch::nn::Identity()),
        project_(pyramid_convolution(5 * pyramid_channels, 1), norm_relu(pyramid_channels),
                 torch::nn::Identity(), torch::nn::Dropout(0.5)) {
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

DeepLabV3::DeepLabV3(int classes, int channels)
    : backbone_(register_module("backbone", std::make_shared<Backbone>(channels))),
      classifier_(register_module(
          "classifier",
          torch::nn::Sequential(Pyramid(), pyramid_convolution(pyramid_channels, 3),
                                norm_relu(pyramid_channels), torch::nn::Identity(),
                                torch::nn::Conv2d(torch::nn::Conv2dOptions(pyramid_channels, classes, 1))))) {
}

torch::Tensor DeepLabV3::forward(torch::Tensor images) {
  return enlarge(classifier_->forward(backbone_->forward(images)), images.sizes().slice(2), false);
}

void DeepLabV3::add_side_heads() {
  constexpr int layer3_channels = 1024, inner_channels = layer3_channels / 4;
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
