#include "nn/unet.h"

#include <torch/torch.h>

#include "nn/batch_norm.h"
#include "nn/convolution.h"
#include "nn/enlargement.h"

namespace residuum::nn {
namespace {

torch::nn::Sequential double_convolution(int inputs, int middle, int outputs) {
  const auto convolution = [](int from, int to) {
    return std::make_shared<Convolution>(torch::nn::Conv2dOptions(from, to, 3).padding(1).bias(false));
  };
  // The ReLU of each stands where Pytorch-UNet has it, but is done by the batch norm before it.
  return torch::nn::Sequential(convolution(inputs, middle), norm_relu(middle), torch::nn::Identity(),
                               convolution(middle, outputs), norm_relu(outputs), torch::nn::Identity());
}

// Modules that only give their content a name: "down1.maxpool_conv.1.double_conv.0.weight".
class Holder : public torch::nn::Module {
 public:
  Holder(const char* name, std::shared_ptr<torch::nn::Module> held) {
    register_module(name, std::move(held));
  }
};

class DoubleConvolution : public torch::nn::Module {
 public:
  DoubleConvolution(int inputs, int outputs)
      : layers_(register_module("double_conv", double_convolution(inputs, outputs, outputs))) {}
  torch::Tensor forward(torch::Tensor x) { return layers_->forward(x); }

 private:
  torch::nn::Sequential layers_;
};

torch::Tensor twice_as_large(const torch::Tensor& x) {
  return enlarge(x, {2 * x.size(2), 2 * x.size(3)}, true);
}

// Odd sizes lose a row or column on the way down.
torch::Tensor pad_to(const torch::Tensor& x, const torch::Tensor& like) {
  const auto rows = like.size(2) - x.size(2), columns = like.size(3) - x.size(3);
  if (rows == 0 && columns == 0) return x;
  return torch::constant_pad_nd(x, {columns / 2, columns - columns / 2, rows / 2, rows - rows / 2});
}

}  // namespace

UNet::UNet(int classes, int channels, int width, Enlargement enlargement) {
  const bool transposed = enlargement == Enlargement::transposed;
  const int widths[] = {width, 2 * width, 4 * width, 8 * width, (transposed ? 16 : 8) * width};
  levels_[0] = double_convolution(channels, width, width);
  register_module("inc", std::make_shared<Holder>("double_conv", levels_[0].ptr()));
  for (int i = 1; i < 5; ++i) {
    levels_[i] = torch::nn::Sequential(torch::nn::MaxPool2d(2), DoubleConvolution(widths[i - 1], widths[i]));
    register_module("down" + std::to_string(i), std::make_shared<Holder>("maxpool_conv", levels_[i].ptr()));
  }
  for (int i = 0; i < 4; ++i) {
    const int skip = widths[3 - i], inputs = 2 * skip;
    const int outputs = transposed || i == 3 ? skip : skip / 2;
    ups_[i] = double_convolution(inputs, transposed ? outputs : inputs / 2, outputs);
    const auto convolution = std::make_shared<Holder>("double_conv", ups_[i].ptr());
    const auto up = register_module("up" + std::to_string(i + 1), std::make_shared<torch::nn::Module>());
    if (transposed) {
      enlarge_[i] = torch::nn::ConvTranspose2d(torch::nn::ConvTranspose2dOptions(inputs, skip, 2).stride(2));
      up->register_module("up", enlarge_[i].ptr());
    }
    up->register_module("conv", convolution);
  }
  last_ = torch::nn::Conv2d(torch::nn::Conv2dOptions(width, classes, 1));
  register_module("outc", std::make_shared<Holder>("conv", last_.ptr()));
}

std::array<torch::Tensor, 4> UNet::decoded(const torch::Tensor& images) {
  torch::Tensor views[5];
  views[0] = levels_[0]->forward(images);
  for (int i = 1; i < 5; ++i) views[i] = levels_[i]->forward(views[i - 1]);
  std::array<torch::Tensor, 4> made;
  auto x = views[4];
  for (int i = 0; i < 4; ++i) {
    const auto& skip = views[3 - i];
    x = enlarge_[i].is_empty() ? twice_as_large(x) : enlarge_[i](x);
    made[static_cast<std::size_t>(i)] = x = ups_[i]->forward(torch::cat({skip, pad_to(x, skip)}, 1));
  }
  return made;
}

torch::Tensor UNet::forward(torch::Tensor images) {
  return last_->forward(decoded(images)[3]);
}

void UNet::add_side_heads() {
  const auto classes = last_->options.out_channels();
  side_heads_ = register_module(side_heads(), torch::nn::ModuleList());
  for (const int up : {2, 1}) {
    const auto convolution = ups_[up]->ptr(3)->as<torch::nn::Conv2d>();
    const auto channels = convolution->options.out_channels();
    side_heads_->push_back(torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, classes, 1)));
  }
}

std::vector<torch::Tensor> UNet::outputs(const torch::Tensor& images) {
  const auto made = decoded(images);
  const auto side = [&](std::size_t head, std::size_t up) {
    return side_heads_[head]->as<torch::nn::Conv2d>()->forward(made[up]);
  };
  return {last_->forward(made[3]), side(0, 2), side(1, 1)};
}

}  // namespace residuum::nn
