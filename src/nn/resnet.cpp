#include "nn/resnet.h"

#include <torch/torch.h>

namespace residuum::nn {
namespace {

constexpr int expansion = 4;

torch::nn::Conv2d convolution(int inputs, int outputs, int kernel, int stride = 1, int dilation = 1) {
  const int padding = kernel == 1 ? 0 : dilation * (kernel / 2);
  auto layer = torch::nn::Conv2d(torch::nn::Conv2dOptions(inputs, outputs, kernel)
                                     .stride(stride)
                                     .padding(padding)
                                     .dilation(dilation)
                                     .bias(false));
  torch::nn::init::kaiming_normal_(layer->weight, 0, torch::kFanOut, torch::kReLU);
  return layer;
}

class Bottleneck : public torch::nn::Module {
 public:
  Bottleneck(int inputs, int width, int stride, int dilation, bool shortcut)
      : conv1_(register_module("conv1", convolution(inputs, width, 1))),
        bn1_(register_module("bn1", torch::nn::BatchNorm2d(width))),
        conv2_(register_module("conv2", convolution(width, width, 3, stride, dilation))),
        bn2_(register_module("bn2", torch::nn::BatchNorm2d(width))),
        conv3_(register_module("conv3", convolution(width, width * expansion, 1))),
        bn3_(register_module("bn3", torch::nn::BatchNorm2d(width * expansion))) {
    if (!shortcut) return;
    downsample_ =
        register_module("downsample", torch::nn::Sequential(convolution(inputs, width * expansion, 1, stride),
                                                            torch::nn::BatchNorm2d(width * expansion)));
  }

  torch::Tensor forward(torch::Tensor x) {
    auto y = bn1_(conv1_(x)).relu_();
    y = bn2_(conv2_(y)).relu_();
    y = bn3_(conv3_(y));
    return y.add_(downsample_.is_empty() ? x : downsample_->forward(x)).relu_();
  }

 private:
  torch::nn::Conv2d conv1_;
  torch::nn::BatchNorm2d bn1_;
  torch::nn::Conv2d conv2_;
  torch::nn::BatchNorm2d bn2_;
  torch::nn::Conv2d conv3_;
  torch::nn::BatchNorm2d bn3_;
  torch::nn::Sequential downsample_ = nullptr;
};

struct LayerShape {
  int width, blocks, stride;
  int first_dilation, dilation;  // when the trunk is dilated
};
constexpr LayerShape shapes[] = {{64, 3, 1, 1, 1}, {128, 4, 2, 1, 1}, {256, 6, 2, 1, 2}, {512, 3, 2, 2, 4}};

torch::nn::Sequential layer(int inputs, const LayerShape& shape, bool dilated) {
  const bool keeps_resolution = dilated && shape.dilation > 1;
  torch::nn::Sequential blocks;
  blocks->push_back(Bottleneck(inputs, shape.width, keeps_resolution ? 1 : shape.stride,
                               dilated ? shape.first_dilation : 1, true));
  for (int i = 1; i < shape.blocks; ++i) {
    blocks->push_back(
        Bottleneck(shape.width * expansion, shape.width, 1, dilated ? shape.dilation : 1, false));
  }
  return blocks;
}

}  // namespace

ResNetTrunk::ResNetTrunk(torch::nn::Module& owner, bool dilated) : conv1_(nullptr), bn1_(nullptr) {
  auto stem = torch::nn::Conv2d(torch::nn::Conv2dOptions(3, 64, 7).stride(2).padding(3).bias(false));
  torch::nn::init::kaiming_normal_(stem->weight, 0, torch::kFanOut, torch::kReLU);
  conv1_ = owner.register_module("conv1", stem);
  bn1_ = owner.register_module("bn1", torch::nn::BatchNorm2d(64));
  int inputs = 64;
  for (int i = 0; i < 4; ++i) {
    layers_[i] = owner.register_module("layer" + std::to_string(i + 1), layer(inputs, shapes[i], dilated));
    inputs = shapes[i].width * expansion;
  }
}

torch::Tensor ResNetTrunk::forward(torch::Tensor images) {
  auto x = bn1_(conv1_(images)).relu_();
  x = torch::max_pool2d(x, 3, 2, 1);
  for (auto& blocks : layers_) x = blocks->forward(x);
  return x;
}

ResNet50::ResNet50(int classes)
    : trunk_(*this, false), fc_(register_module("fc", torch::nn::Linear(512 * expansion, classes))) {}

torch::Tensor ResNet50::forward(torch::Tensor images) {
  const auto features = torch::adaptive_avg_pool2d(trunk_.forward(images), {1, 1});
  return fc_(torch::flatten(features, 1));
}

}  // namespace residuum::nn
