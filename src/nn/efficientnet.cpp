#include "nn/efficientnet.h"

#include <torch/torch.h>

#include <cmath>

#include "nn/blank_weights.h"
#include "nn/silu.h"

namespace residuum::nn {
namespace {

constexpr int stem_channels = 32, feature_channels = 1280;

struct Stage {
  int kernel, stride, expansion, outputs, blocks;
};
constexpr Stage stages[] = {{3, 1, 1, 16, 1},  {3, 2, 6, 24, 2},  {5, 2, 6, 40, 2}, {3, 2, 6, 80, 3},
                            {5, 1, 6, 112, 3}, {5, 2, 6, 192, 4}, {3, 1, 6, 320, 1}};

std::shared_ptr<Convolution> convolution(int inputs, int outputs, int kernel, int stride = 1,
                                         int groups = 1) {
  return std::make_shared<Convolution>(torch::nn::Conv2dOptions(inputs, outputs, kernel)
                                           .stride(stride)
                                           .padding(kernel / 2)
                                           .groups(groups)
                                           .bias(false));
}

// Whole images' branches are dropped; those kept are enlarged, so that the expectation stays.
torch::Tensor drop_path(const torch::Tensor& x, double probability) {
  const double kept = 1 - probability;
  return x * torch::empty({x.size(0), 1, 1, 1}, x.options()).bernoulli_(kept).div_(kept);
}

class SqueezeExcite : public torch::nn::Module {
 public:
  SqueezeExcite(int channels, int squeezed)
      : reduce_(register_module("conv_reduce", pointwise(channels, squeezed))),
        expand_(register_module("conv_expand", pointwise(squeezed, channels))) {}

  torch::Tensor forward(torch::Tensor x) {
    const auto mean = x.mean({2, 3}, true);
    return x * torch::sigmoid(expand_(nn::silu(reduce_(mean))));
  }

 private:
  static torch::nn::Conv2d pointwise(int inputs, int outputs) {
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(inputs, outputs, 1));
  }
  torch::nn::Conv2d reduce_, expand_;
};

// Expand, filter each channel, weigh the channels, project. timm numbers the norms and names the last
// convolution by whether there is an expansion.
class InvertedResidual : public torch::nn::Module {
 public:
  InvertedResidual(int inputs, const Stage& stage, int stride, double drop)
      : residual_(stride == 1 && inputs == stage.outputs), drop_(drop) {
    const int middle = inputs * stage.expansion;
    const bool expands = stage.expansion > 1;
    if (expands) {
      expand_ = register_module("conv_pw", convolution(inputs, middle, 1));
      expand_norm_ = register_module("bn1", std::make_shared<BatchNorm>(middle));
    }
    filter_ = register_module("conv_dw", convolution(middle, middle, stage.kernel, stride, middle));
    filter_norm_ = register_module(expands ? "bn2" : "bn1", std::make_shared<BatchNorm>(middle));
    weigh_ = register_module("se", std::make_shared<SqueezeExcite>(middle, inputs / 4));
    project_ = register_module(expands ? "conv_pwl" : "conv_pw", convolution(middle, stage.outputs, 1));
    project_norm_ = register_module(expands ? "bn3" : "bn2", std::make_shared<BatchNorm>(stage.outputs));
  }

  torch::Tensor forward(torch::Tensor x) {
    auto y = x;
    if (expand_) y = nn::silu(expand_norm_->forward(expand_->forward(y)));
    y = nn::silu(filter_norm_->forward(filter_->forward(y)));
    y = project_norm_->forward(project_->forward(weigh_->forward(y)));
    if (!residual_) return y;
    return (is_training() && drop_ > 0 ? drop_path(y, drop_) : y) + x;
  }

 private:
  bool residual_;
  double drop_;
  std::shared_ptr<Convolution> expand_, filter_, project_;
  std::shared_ptr<BatchNorm> expand_norm_, filter_norm_, project_norm_;
  std::shared_ptr<SqueezeExcite> weigh_;
};

// All blocks in order; `owner` receives them by stage and number.
torch::nn::Sequential make_blocks(torch::nn::Module& owner, double drop) {
  int total = 0, made = 0, channels = stem_channels;
  for (const auto& stage : stages) total += stage.blocks;
  const auto all = owner.register_module("blocks", std::make_shared<torch::nn::Module>());
  torch::nn::Sequential blocks;
  for (const auto& stage : stages) {
    const auto holder =
        all->register_module(std::to_string(all->children().size()), std::make_shared<torch::nn::Module>());
    for (int i = 0; i < stage.blocks; ++i) {
      const auto block = std::make_shared<InvertedResidual>(channels, stage, i == 0 ? stage.stride : 1,
                                                            drop * made++ / total);
      blocks->push_back(holder->register_module(std::to_string(i), block));
      channels = stage.outputs;
    }
  }
  return blocks;
}

void initialise(torch::nn::Module& network) {
  const torch::NoGradGuard no_gradients;
  for (const auto& module : network.modules(false)) {
    if (const auto* const layer = module->as<torch::nn::Conv2d>()) {
      const auto& weight = layer->weight;
      const auto fan_out = weight.size(0) * weight.size(2) * weight.size(3) / layer->options.groups();
      if (!is_blank(weight)) weight.normal_(0, std::sqrt(2.0 / static_cast<double>(fan_out)));
      if (layer->bias.defined()) layer->bias.zero_();
    } else if (const auto* const linear = module->as<torch::nn::Linear>()) {
      const double range = 1 / std::sqrt(static_cast<double>(linear->weight.size(0)));
      linear->weight.uniform_(-range, range);
      linear->bias.zero_();
    }
  }
}

}  // namespace

EfficientNetB0::EfficientNetB0(int classes, int channels, double dropout, double drop)
    : conv_stem_(register_module("conv_stem", convolution(channels, stem_channels, 3, 2))),
      bn1_(register_module("bn1", std::make_shared<BatchNorm>(stem_channels))),
      blocks_(make_blocks(*this, drop)),
      conv_head_(register_module("conv_head", convolution(stages[6].outputs, feature_channels, 1))),
      bn2_(register_module("bn2", std::make_shared<BatchNorm>(feature_channels))),
      classifier_(register_module("classifier", torch::nn::Linear(feature_channels, classes))),
      dropout_(dropout) {
  initialise(*this);
}

torch::Tensor EfficientNetB0::activation(const torch::Tensor& images) {
  return conv_head_->forward(blocks_->forward(nn::silu(bn1_->forward(conv_stem_->forward(images)))));
}

torch::Tensor EfficientNetB0::features(const torch::Tensor& activation) {
  return torch::flatten(torch::adaptive_avg_pool2d(nn::silu(bn2_->forward(activation)), {1, 1}), 1);
}

torch::Tensor EfficientNetB0::logits(const torch::Tensor& features) {
  return classifier_(torch::dropout(features, dropout_, is_training()));
}

std::vector<std::string> EfficientNetB0::parts() const {
  return {"classifier", "bn2 conv_head", "blocks.6", "blocks.5", "blocks.4",
          "blocks.3",   "blocks.2",      "blocks.1", "blocks.0", "bn1 conv_stem"};
}

}  // namespace residuum::nn
