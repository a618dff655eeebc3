#include "nn/xception.h"

#include <torch/torch.h>

namespace residuum::nn {
namespace {

constexpr int xception_features = 2048;

std::shared_ptr<Convolution> convolution(int inputs, int outputs, int kernel, int stride = 1, int padding = 0,
                                         int groups = 1) {
  auto layer = std::make_shared<Convolution>(torch::nn::Conv2dOptions(inputs, outputs, kernel)
                                                 .stride(stride)
                                                 .padding(padding)
                                                 .groups(groups)
                                                 .bias(false));
  layer->draw_weights();
  return layer;
}

struct BlockShape {
  int inputs, outputs, layers, stride;
  bool starts_with_relu, grows_first;  // whether the first or the last layer changes the number of channels
};
constexpr BlockShape shapes[] = {
    {64, 128, 2, 2, false, true}, {128, 256, 2, 2, true, true}, {256, 728, 2, 2, true, true},
    {728, 728, 3, 1, true, true}, {728, 728, 3, 1, true, true}, {728, 728, 3, 1, true, true},
    {728, 728, 3, 1, true, true}, {728, 728, 3, 1, true, true}, {728, 728, 3, 1, true, true},
    {728, 728, 3, 1, true, true}, {728, 728, 3, 1, true, true}, {728, 1024, 2, 2, true, false},
};

}  // namespace

class Xception::Separable : public torch::nn::Module {
 public:
  Separable(int inputs, int outputs)
      : conv1_(register_module("conv1", convolution(inputs, inputs, 3, 1, 1, inputs))),
        pointwise_(register_module("pointwise", convolution(inputs, outputs, 1))) {}
  torch::Tensor forward(torch::Tensor x) { return pointwise_->forward(conv1_->forward(x)); }

 private:
  std::shared_ptr<Convolution> conv1_, pointwise_;
};

class Xception::Block : public torch::nn::Module {
 public:
  explicit Block(const BlockShape& shape) {
    for (int i = 0; i < shape.layers; ++i) {
      const bool grown = shape.grows_first ? i > 0 : false;
      const bool grows = shape.grows_first || i == shape.layers - 1;
      const int outputs = grows ? shape.outputs : shape.inputs;
      // timm has a ReLU before each layer; but for the first it is done by the batch norm before it.
      if (i > 0) rep_->push_back(torch::nn::Identity());
      if (i == 0 && shape.starts_with_relu) rep_->push_back(torch::nn::ReLU());
      rep_->push_back(Separable(grown ? shape.outputs : shape.inputs, outputs));
      const bool last = i == shape.layers - 1;
      last_ = std::make_shared<BatchNorm>(outputs, last ? BatchNorm::Then::nothing : BatchNorm::Then::relu);
      rep_->push_back(last_);
    }
    if (shape.stride != 1) {
      rep_->push_back(torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(shape.stride).padding(1)));
    }
    register_module("rep", rep_);
    if (shape.outputs != shape.inputs || shape.stride != 1) {
      skip_ = register_module("skip", convolution(shape.inputs, shape.outputs, 1, shape.stride));
      skipbn_ = register_module("skipbn", std::make_shared<BatchNorm>(shape.outputs));
    }
  }

  torch::Tensor forward(torch::Tensor x) {
    if (skip_) return skipbn_->plus(skip_->forward(x), rep_->forward(x));
    auto y = x;
    for (auto layer = rep_->begin(); layer + 1 != rep_->end(); ++layer) y = layer->forward(y);
    return last_->plus(y, x);
  }

 private:
  torch::nn::Sequential rep_;
  std::shared_ptr<BatchNorm> last_;  // of rep_
  std::shared_ptr<Convolution> skip_;
  std::shared_ptr<BatchNorm> skipbn_;
};

Xception::Xception(int classes, int channels)
    : conv1_(register_module("conv1", convolution(channels, 32, 3, 2))),
      conv2_(register_module("conv2", convolution(32, 64, 3))),
      bn1_(register_module("bn1", norm_relu(32))),
      bn2_(register_module("bn2", norm_relu(64))),
      conv3_(register_module("conv3", std::make_shared<Separable>(1024, 1536))),
      conv4_(register_module("conv4", std::make_shared<Separable>(1536, xception_features))),
      bn3_(register_module("bn3", norm_relu(1536))),
      bn4_(register_module("bn4", norm_relu(xception_features))),
      fc_(register_module("fc", torch::nn::Linear(xception_features, classes))) {
  for (const auto& shape : shapes) {
    const auto name = "block" + std::to_string(blocks_.size() + 1);
    blocks_.push_back(register_module(name, std::make_shared<Block>(shape)));
  }
}

torch::Tensor Xception::activation(const torch::Tensor& images) {
  auto x = bn1_->forward(conv1_->forward(images));
  x = bn2_->forward(conv2_->forward(x));
  for (auto& block : blocks_) x = block->forward(x);
  x = bn3_->forward(conv3_->forward(x));
  return bn4_->forward(conv4_->forward(x));
}

torch::Tensor Xception::features(const torch::Tensor& activation) {
  return torch::flatten(torch::adaptive_avg_pool2d(activation, {1, 1}), 1);
}

torch::Tensor Xception::logits(const torch::Tensor& features) {
  return fc_(features);
}

std::vector<std::string> Xception::parts() const {
  std::vector<std::string> names{"fc", "bn4 conv4", "bn3 conv3"};
  for (std::size_t i = blocks_.size(); i > 0; --i) names.push_back("block" + std::to_string(i));
  names.insert(names.end(), {"bn2 conv2", "bn1 conv1"});
  return names;
}

}  // namespace residuum::nn
