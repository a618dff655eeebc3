#include "nn/convolution.h"

#include <torch/torch.h>

namespace residuum::nn {
namespace {

bool is_pointwise(const torch::nn::Conv2dOptions& options) {
  // std::get_if, or c10's in LibTorch 1.13, whose variant the padding is.
  const auto* const padding = get_if<torch::ExpandingArray<2>>(&options.padding());
  return options.groups() == 1 && *options.kernel_size() == std::array<std::int64_t, 2>{1, 1} && padding &&
         **padding == std::array<std::int64_t, 2>{0, 0};
}

// N x C x H x W, channels last, as a matrix of pixels by channels, and back: views.
torch::Tensor as_matrix(const torch::Tensor& images) {
  return images.permute({0, 2, 3, 1}).reshape({-1, images.size(1)});
}
torch::Tensor as_images(const torch::Tensor& matrix, const torch::Tensor& like) {
  return matrix.view({like.size(0), like.size(2), like.size(3), matrix.size(1)}).permute({0, 3, 1, 2});
}

// The products one by one, not by LibTorch's gradient of a product: that makes the weights' transposed, and a
// copy of it costs more than is won here.
struct Pointwise : torch::autograd::Function<Pointwise> {
  using Context = torch::autograd::AutogradContext;

  static torch::Tensor forward(Context* context, const torch::Tensor& x, const torch::Tensor& weight,
                               const c10::optional<torch::Tensor>& bias) {
    const auto narrowed = weight.to(torch::kBFloat16).flatten(1);
    context->save_for_backward({x, narrowed});
    context->saved_data["type"] = weight.scalar_type();
    context->saved_data["bias"] = bias.has_value();
    const auto y = torch::mm(as_matrix(x), narrowed.t());
    if (bias) y.add_(bias->to(torch::kBFloat16));
    return as_images(y, x);
  }

  static torch::autograd::variable_list backward(Context* context,
                                                 const torch::autograd::variable_list& gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &weight = saved[1];
    const auto slopes =
        as_matrix(gradients[0].to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast));
    const auto type = context->saved_data["type"].toScalarType();
    torch::Tensor to_x, to_bias;
    if (context->needs_input_grad(0)) to_x = as_images(torch::mm(slopes, weight), x);
    const auto to_weight = torch::mm(slopes.t(), as_matrix(x)).to(type).unsqueeze(2).unsqueeze(3);
    if (context->saved_data["bias"].toBool()) to_bias = slopes.sum(0, false, torch::kFloat32).to(type);
    return {to_x, to_weight, to_bias};
  }
};

}  // namespace

Convolution::Convolution(const torch::nn::Conv2dOptions& wanted)
    : Conv2dImpl(wanted), pointwise_(is_pointwise(wanted)) {}

torch::Tensor Convolution::forward(const torch::Tensor& x) {
  const bool product = pointwise_ && is_training() && x.device().is_cpu() && x.dim() == 4 &&
                       x.scalar_type() == torch::kBFloat16 &&
                       x.is_contiguous(torch::MemoryFormat::ChannelsLast);
  if (!product) return Conv2dImpl::forward(x);
  const auto [down, across] = *options.stride();
  const auto read = down == 1 && across == 1 ? x
                                             : x.slice(2, 0, c10::nullopt, down)
                                                   .slice(3, 0, c10::nullopt, across)
                                                   .contiguous(torch::MemoryFormat::ChannelsLast);
  return Pointwise::apply(read, weight, bias.defined() ? c10::make_optional(bias) : c10::nullopt);
}

}  // namespace residuum::nn
