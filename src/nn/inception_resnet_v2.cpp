#include "nn/inception_resnet_v2.h"

#include <torch/torch.h>

#include "nn/batch_norm.h"
#include "nn/convolution.h"

namespace residuum::nn {
namespace {

using torch::nn::AnyModule;

constexpr int inception_features = 1536;

enum class Padding { none, same };

class ConvNorm : public torch::nn::Module {
 public:
  ConvNorm(int inputs, int outputs, std::array<std::int64_t, 2> kernel, int stride, Padding padding)
      : conv_(register_module("conv", convolution(inputs, outputs, kernel, stride, padding))),
        bn_(register_module("bn", norm_relu(outputs, 1e-3))) {}
  torch::Tensor forward(torch::Tensor x) { return bn_->forward(conv_->forward(x)); }

 private:
  static std::shared_ptr<Convolution> convolution(int inputs, int outputs, std::array<std::int64_t, 2> kernel,
                                                  int stride, Padding padding) {
    const bool same = padding == Padding::same;
    return std::make_shared<Convolution>(torch::nn::Conv2dOptions(inputs, outputs, {kernel[0], kernel[1]})
                                             .stride(stride)
                                             .padding({same ? kernel[0] / 2 : 0, same ? kernel[1] / 2 : 0})
                                             .bias(false));
  }
  std::shared_ptr<Convolution> conv_;
  std::shared_ptr<BatchNorm> bn_;
};

AnyModule same(int inputs, int outputs, std::int64_t height, std::int64_t width) {
  return AnyModule(ConvNorm(inputs, outputs, {height, width}, 1, Padding::same));
}
AnyModule same(int inputs, int outputs, std::int64_t kernel) {
  return same(inputs, outputs, kernel, kernel);
}
AnyModule valid(int inputs, int outputs, int stride) {
  return AnyModule(ConvNorm(inputs, outputs, {3, 3}, stride, Padding::none));
}
AnyModule halving_pool() {
  return AnyModule(torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2)));
}
AnyModule smoothing_pool() {
  return AnyModule(
      torch::nn::AvgPool2d(torch::nn::AvgPool2dOptions(3).stride(1).padding(1).count_include_pad(false)));
}

using Branch = std::vector<AnyModule>;

// Branches side by side, their channels one behind the other. A branch of one layer is the layer itself,
// "branch0.conv"; of several, they are numbered, "branch1.0.conv".
class Mixed : public torch::nn::Module {
 public:
  explicit Mixed(std::vector<Branch> branches) : branches_(std::move(branches)) {
    for (std::size_t i = 0; i < branches_.size(); ++i) {
      const auto name = "branch" + std::to_string(i);
      if (branches_[i].size() == 1) {
        register_module(name, branches_[i].front().ptr());
        continue;
      }
      const auto chain = register_module(name, std::make_shared<torch::nn::Module>());
      for (std::size_t j = 0; j < branches_[i].size(); ++j) {
        chain->register_module(std::to_string(j), branches_[i][j].ptr());
      }
    }
  }

  torch::Tensor forward(torch::Tensor x) {
    std::vector<torch::Tensor> views;
    for (auto& branch : branches_) {
      auto view = x;
      for (auto& layer : branch) view = layer.forward(view);
      views.push_back(view);
    }
    return torch::cat(views, 1);
  }

 private:
  std::vector<Branch> branches_;
};

class Residual : public Mixed {
 public:
  Residual(std::vector<Branch> branches, int mixed, int channels, double scale, bool relu = true)
      : Mixed(std::move(branches)),
        conv2d_(register_module("conv2d",
                                std::make_shared<Convolution>(torch::nn::Conv2dOptions(mixed, channels, 1)))),
        scale_(scale),
        relu_(relu) {}

  torch::Tensor forward(torch::Tensor x) {
    auto y = torch::add(x, conv2d_->forward(Mixed::forward(x)), scale_);
    return relu_ ? y.relu_() : y;
  }

 private:
  std::shared_ptr<Convolution> conv2d_;
  double scale_;
  bool relu_;
};

Mixed mixed_5b() {
  return Mixed({{same(192, 96, 1)},
                {same(192, 48, 1), same(48, 64, 5)},
                {same(192, 64, 1), same(64, 96, 3), same(96, 96, 3)},
                {smoothing_pool(), same(192, 64, 1)}});
}

Residual block35() {
  return Residual({{same(320, 32, 1)},
                   {same(320, 32, 1), same(32, 32, 3)},
                   {same(320, 32, 1), same(32, 48, 3), same(48, 64, 3)}},
                  128, 320, 0.17);
}

Mixed mixed_6a() {
  return Mixed(
      {{valid(320, 384, 2)}, {same(320, 256, 1), same(256, 256, 3), valid(256, 384, 2)}, {halving_pool()}});
}

Residual block17() {
  return Residual({{same(1088, 192, 1)}, {same(1088, 128, 1), same(128, 160, 1, 7), same(160, 192, 7, 1)}},
                  384, 1088, 0.1);
}

Mixed mixed_7a() {
  return Mixed({{same(1088, 256, 1), valid(256, 384, 2)},
                {same(1088, 256, 1), valid(256, 288, 2)},
                {same(1088, 256, 1), same(256, 288, 3), valid(288, 320, 2)},
                {halving_pool()}});
}

Residual block8(double scale, bool relu) {
  return Residual({{same(2080, 192, 1)}, {same(2080, 192, 1), same(192, 224, 1, 3), same(224, 256, 3, 1)}},
                  448, 2080, scale, relu);
}

}  // namespace

InceptionResNetV2::InceptionResNetV2(int classes, int channels) : classif_(nullptr) {
  const auto add = [&](const char* name, AnyModule layer) {
    register_module(name, layer.ptr());
    layers_->push_back(std::move(layer));
  };
  const auto repeat = [&](const char* name, int count, const auto& make) {
    const auto holder = register_module(name, std::make_shared<torch::nn::Module>());
    for (int i = 0; i < count; ++i) {
      AnyModule block(make());
      holder->register_module(std::to_string(i), block.ptr());
      layers_->push_back(std::move(block));
    }
  };
  add("conv2d_1a", valid(channels, 32, 2));
  add("conv2d_2a", valid(32, 32, 1));
  add("conv2d_2b", same(32, 64, 3));
  add("maxpool_3a", halving_pool());
  add("conv2d_3b", same(64, 80, 1));
  add("conv2d_4a", valid(80, 192, 1));
  add("maxpool_5a", halving_pool());
  add("mixed_5b", AnyModule(mixed_5b()));
  repeat("repeat", 10, block35);
  add("mixed_6a", AnyModule(mixed_6a()));
  repeat("repeat_1", 20, block17);
  add("mixed_7a", AnyModule(mixed_7a()));
  repeat("repeat_2", 9, [] { return block8(0.2, true); });
  add("block8", AnyModule(block8(1, false)));
  add("conv2d_7b", same(2080, inception_features, 1));
  classif_ = register_module("classif", torch::nn::Linear(inception_features, classes));
}

torch::Tensor InceptionResNetV2::activation(const torch::Tensor& images) {
  return layers_->forward(images);
}

torch::Tensor InceptionResNetV2::features(const torch::Tensor& activation) {
  return torch::flatten(torch::adaptive_avg_pool2d(activation, {1, 1}), 1);
}

torch::Tensor InceptionResNetV2::logits(const torch::Tensor& features) {
  return classif_(features);
}

std::vector<std::string> InceptionResNetV2::parts() const {
  return {"classif", "conv2d_7b", "block8",    "repeat_2",  "mixed_7a",  "repeat_1",  "mixed_6a",
          "repeat",  "mixed_5b",  "conv2d_4a", "conv2d_3b", "conv2d_2b", "conv2d_2a", "conv2d_1a"};
}

}  // namespace residuum::nn
