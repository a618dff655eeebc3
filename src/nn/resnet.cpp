#include "nn/resnet.h"

#include <torch/torch.h>

#include "nn/convolution.h"

namespace residuum::nn {
namespace {

std::shared_ptr<Convolution> convolution(int inputs, int outputs, int kernel, int stride = 1,
                                         int dilation = 1) {
  const int padding = kernel == 1 ? 0 : dilation * (kernel / 2);
  auto layer = std::make_shared<Convolution>(torch::nn::Conv2dOptions(inputs, outputs, kernel)
                                                 .stride(stride)
                                                 .padding(padding)
                                                 .dilation(dilation)
                                                 .bias(false));
  layer->draw_weights();
  return layer;
}

torch::nn::Sequential projection(int inputs, int outputs, int stride) {
  return torch::nn::Sequential(convolution(inputs, outputs, 1, stride), BatchNorm(outputs));
}

class BasicBlock : public torch::nn::Module {
 public:
  static constexpr int expansion = 1;

  BasicBlock(int inputs, int width, int stride, int dilation, bool projected)
      : conv1_(register_module("conv1", convolution(inputs, width, 3, stride, dilation))),
        bn1_(register_module("bn1", norm_relu(width))),
        conv2_(register_module("conv2", convolution(width, width, 3, 1, dilation))),
        bn2_(register_module("bn2", norm_relu(width))) {
    if (projected) downsample_ = register_module("downsample", projection(inputs, width, stride));
  }

  torch::Tensor forward(torch::Tensor x) {
    const auto y = conv2_->forward(bn1_->forward(conv1_->forward(x)));
    return bn2_->plus(y, downsample_.is_empty() ? x : downsample_->forward(x));
  }

 private:
  std::shared_ptr<Convolution> conv1_;
  std::shared_ptr<BatchNorm> bn1_;
  std::shared_ptr<Convolution> conv2_;
  std::shared_ptr<BatchNorm> bn2_;
  torch::nn::Sequential downsample_ = nullptr;
};

class Bottleneck : public torch::nn::Module {
 public:
  static constexpr int expansion = 4;

  Bottleneck(int inputs, int width, int stride, int dilation, bool projected)
      : conv1_(register_module("conv1", convolution(inputs, width, 1))),
        bn1_(register_module("bn1", norm_relu(width))),
        conv2_(register_module("conv2", convolution(width, width, 3, stride, dilation))),
        bn2_(register_module("bn2", norm_relu(width))),
        conv3_(register_module("conv3", convolution(width, width * expansion, 1))),
        bn3_(register_module("bn3", norm_relu(width * expansion))) {
    if (projected) {
      downsample_ = register_module("downsample", projection(inputs, width * expansion, stride));
    }
  }

  torch::Tensor forward(torch::Tensor x) {
    auto y = bn1_->forward(conv1_->forward(x));
    y = conv3_->forward(bn2_->forward(conv2_->forward(y)));
    return bn3_->plus(y, downsample_.is_empty() ? x : downsample_->forward(x));
  }

 private:
  std::shared_ptr<Convolution> conv1_;
  std::shared_ptr<BatchNorm> bn1_;
  std::shared_ptr<Convolution> conv2_;
  std::shared_ptr<BatchNorm> bn2_;
  std::shared_ptr<Convolution> conv3_;
  std::shared_ptr<BatchNorm> bn3_;
  torch::nn::Sequential downsample_ = nullptr;
};

struct Layer {
  int widening, stride;          // times the trunk's width
  int first_dilation, dilation;  // when the trunk is dilated
};
constexpr Layer layers[] = {{1, 1, 1, 1}, {2, 2, 1, 1}, {4, 2, 1, 2}, {8, 2, 2, 4}};

// Adds `count` blocks behind `channels` and brings it up to date.
template <class Block>
torch::nn::Sequential make_layer(int& channels, int count, int width, const Layer& layer, bool dilated) {
  const int stride = dilated && layer.dilation > 1 ? 1 : layer.stride;
  const int outputs = width * Block::expansion;
  torch::nn::Sequential blocks;
  for (int i = 0; i < count; ++i) {
    const int dilation = !dilated ? 1 : i == 0 ? layer.first_dilation : layer.dilation;
    const bool projected = i == 0 && (layer.stride != 1 || channels != outputs);
    blocks->push_back(Block(channels, width, i == 0 ? stride : 1, dilation, projected));
    channels = outputs;
  }
  return blocks;
}

}  // namespace

ResNetTrunk::ResNetTrunk(torch::nn::Module& owner, ResNetDepth depth, bool dilated, int image_channels,
                         int width)
    : conv1_(nullptr), bn1_(nullptr), channels_(width) {
  auto stem = torch::nn::Conv2d(
      torch::nn::Conv2dOptions(image_channels, channels_, 7).stride(2).padding(3).bias(false));
  torch::nn::init::kaiming_normal_(stem->weight, 0, torch::kFanOut, torch::kReLU);
  conv1_ = owner.register_module("conv1", stem);
  bn1_ = owner.register_module("bn1", norm_relu(channels_));
  constexpr int counts18[] = {2, 2, 2, 2}, counts50[] = {3, 4, 6, 3};
  for (int i = 0; i < 4; ++i) {
    const int wide = width * layers[i].widening;
    auto blocks = depth == ResNetDepth::resnet18
                      ? make_layer<BasicBlock>(channels_, counts18[i], wide, layers[i], dilated)
                      : make_layer<Bottleneck>(channels_, counts50[i], wide, layers[i], dilated);
    layers_[i] = owner.register_module("layer" + std::to_string(i + 1), std::move(blocks));
  }
}

torch::Tensor ResNetTrunk::forward(torch::Tensor images) {
  return last_two(std::move(images)).second;
}

std::pair<torch::Tensor, torch::Tensor> ResNetTrunk::last_two(torch::Tensor images) {
  auto x = bn1_->forward(conv1_(images));
  x = torch::max_pool2d(x, 3, 2, 1);
  for (int i = 0; i < 3; ++i) x = layers_[i]->forward(x);
  return {x, layers_[3]->forward(x)};
}

ResNet::ResNet(ResNetDepth depth, int classes, int channels, int width)
    : depth_(depth),
      trunk_(*this, depth, false, channels, width),
      fc_(register_module("fc", torch::nn::Linear(trunk_.channels(), classes))) {}

torch::Tensor ResNet::activation(const torch::Tensor& images) {
  return trunk_.forward(images);
}

torch::Tensor ResNet::features(const torch::Tensor& activation) {
  return torch::flatten(torch::adaptive_avg_pool2d(activation, {1, 1}), 1);
}

torch::Tensor ResNet::logits(const torch::Tensor& features) {
  return fc_(features);
}

std::vector<std::string> ResNet::parts() const {
  return {"fc", "layer4", "layer3", "layer2", "layer1", "bn1 conv1"};
}

}  // namespace residuum::nn
