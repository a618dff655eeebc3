#include "nn/convolution.h"

#include <torch/torch.h>

#include "nn/avx512_bf16.h"
#include "nn/blank_weights.h"
#include "nn/depthwise_gradient.h"
#include "nn/weight_gradient.h"

namespace residuum::nn {
namespace {

using Index = std::int64_t;

// Of all images of a batch; on larger maps oneDNN's convolution is as fast as the product.
constexpr Index few_pixels = 2048;
// As many parts as the smallest of the weight gradients has that are our own.
constexpr int most_threads = 4;

// N x C x H x W, channels last, as a matrix of pixels by channels, and back: views.
torch::Tensor as_matrix(const torch::Tensor& images) {
  return images.permute({0, 2, 3, 1}).reshape({-1, images.size(1)});
}
torch::Tensor as_images(const torch::Tensor& matrix, const torch::Tensor& like) {
  return matrix.view({like.size(0), like.size(2), like.size(3), matrix.size(1)}).permute({0, 3, 1, 2});
}

Pixels as_pixels(const torch::Tensor& images) {
  const auto channels = images.size(1);
  return {images.data_ptr(), true, images.size(0), images.size(2), images.size(3), channels, channels};
}

std::array<Index, 2> both(const Pair& pair) {
  return {pair.height, pair.width};
}
Pair pair_of(const torch::ExpandingArray<2>& both) {
  return {(*both)[0], (*both)[1]};
}

// `stride` steps over the image take so many.
Index steps(Index size, Index stride) {
  return (size + stride - 1) / stride;
}

bool is_product(const Window& window, const torch::Tensor& x) {
  const auto pixels =
      x.size(0) * steps(x.size(2), window.stride.height) * steps(x.size(3), window.stride.width);
  return window.kernel == Pair{1, 1} && window.padding == Pair{0, 0} && x.scalar_type() == torch::kBFloat16 &&
         pixels <= few_pixels;
}

// Of 3 x 3 taps, the output being of the input's size: two fifths and more of the taps' places lie outside.
bool many_taps_meet_padding(const Window& window, const torch::Tensor& x) {
  return window.kernel == Pair{3, 3} && window.stride == Pair{1, 1} && window.padding == window.dilation &&
         3 * window.dilation.height >= std::min(x.size(2), x.size(3));
}

bool is_wide_map_of_few_channels(const Window& window, const torch::Tensor& x, Index outputs) {
  return window.kernel == Pair{3, 3} && window.stride == Pair{1, 1} && x.scalar_type() == torch::kBFloat16 &&
         x.size(3) >= 192 && (x.size(1) == 64 || x.size(1) == 128) && outputs == 64 && has_avx512_bf16() &&
         at::get_num_threads() <= most_threads;
}

// 1, or of depthwise convolutions as many as channels: no others come here.
Index groups_of(const torch::Tensor& x, const torch::Tensor& weight) {
  return x.size(1) / weight.size(1);
}

// Along one axis of length `size`, the tap at `shift` reads [from, from + length) for the outputs [to, to +
// length).
struct Overlap {
  Index from, to, length;
  Overlap(Index size, Index shift)
      : from(std::max<Index>(0, shift)), to(std::max<Index>(0, -shift)), length(size - std::abs(shift)) {}
};

// Tap by tap, each a product of what the windows where it meets pixels hold.
torch::Tensor gradient_by_taps(const torch::Tensor& x, const torch::Tensor& slopes, const Window& window) {
  auto gradient = torch::zeros({slopes.size(1), 3, 3, x.size(1)}, x.options());
  for (Index row = 0; row < 3; ++row) {
    for (Index column = 0; column < 3; ++column) {
      const Overlap y(x.size(2), (row - 1) * window.dilation.height);
      const Overlap z(x.size(3), (column - 1) * window.dilation.width);
      if (y.length <= 0 || z.length <= 0) continue;
      const auto seen = as_matrix(x.narrow(2, y.from, y.length).narrow(3, z.from, z.length));
      const auto from = as_matrix(slopes.narrow(2, y.to, y.length).narrow(3, z.to, z.length));
      gradient.select(1, row).select(1, column).copy_(torch::mm(from.t(), seen));
    }
  }
  return gradient.permute({0, 3, 1, 2});
}

struct Trained : torch::autograd::Function<Trained> {
  using Context = torch::autograd::AutogradContext;

  static torch::Tensor forward(Context* context, const torch::Tensor& x, const torch::Tensor& weight,
                               const c10::optional<torch::Tensor>& bias, const Window& window) {
    const auto type = x.scalar_type();
    const auto narrowed = weight.to(type);
    context->save_for_backward({x, narrowed});
    context->saved_data["type"] = weight.scalar_type();
    context->saved_data["bias"] = bias.has_value();
    save(window, context);
    if (!is_product(window, x)) {
      return torch::conv2d(x, narrowed, bias ? bias->to(type) : torch::Tensor(), both(window.stride),
                           both(window.padding), both(window.dilation), groups_of(x, weight));
    }
    const auto y = torch::mm(as_matrix(x), narrowed.flatten(1).t());
    if (bias) y.add_(bias->to(type));
    return as_images(y, x);
  }

  static torch::autograd::variable_list backward(Context* context,
                                                 const torch::autograd::variable_list& gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &weight = saved[1];
    const auto window = saved_window(context);
    const auto slopes = gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    const auto type = context->saved_data["type"].toScalarType();
    torch::Tensor to_x, to_bias;
    if (context->needs_input_grad(0)) to_x = image_gradient(x, weight, slopes, window);
    torch::Tensor to_weight;
    if (context->needs_input_grad(1)) to_weight = gradient_of_weights(x, weight, slopes, window).to(type);
    if (context->saved_data["bias"].toBool()) {
      const auto exact = x.scalar_type() == torch::kBFloat16 ? torch::kFloat32 : x.scalar_type();
      to_bias = as_matrix(slopes).sum(0, false, exact).to(type);
    }
    return {to_x, to_weight, to_bias, torch::Tensor()};
  }

 private:
  static void save(const Window& window, Context* context) {
    std::vector<Index> all;
    for (const auto& pair : {window.kernel, window.stride, window.padding, window.dilation}) {
      all.insert(all.end(), {pair.height, pair.width});
    }
    context->saved_data["window"] = all;
  }
  static Window saved_window(Context* context) {
    const auto all = context->saved_data["window"].toIntVector();
    return {{all[0], all[1]}, {all[2], all[3]}, {all[4], all[5]}, {all[6], all[7]}};
  }

  static torch::Tensor image_gradient(const torch::Tensor& x, const torch::Tensor& weight,
                                      const torch::Tensor& slopes, const Window& window) {
    if (is_product(window, x)) return as_images(torch::mm(as_matrix(slopes), weight.flatten(1)), x);
    if (many_taps_meet_padding(window, x)) {
      // What goes forward leaves out the taps that meet padding: the same taps, turned about.
      const auto turned = weight.flip({2, 3}).transpose(0, 1).contiguous(torch::MemoryFormat::ChannelsLast);
      return torch::conv2d(slopes, turned, {}, both(window.stride), both(window.padding),
                           both(window.dilation));
    }
    return std::get<0>(by_library(x, weight, slopes, window, {true, false, false}));
  }

  static torch::Tensor gradient_of_weights(const torch::Tensor& x, const torch::Tensor& weight,
                                           const torch::Tensor& slopes, const Window& window) {
    if (is_product(window, x)) {
      return torch::mm(as_matrix(slopes).t(), as_matrix(x)).unsqueeze(2).unsqueeze(3);
    }
    if (groups_of(x, weight) > 1) {
      const auto gradient = torch::empty({x.size(1), 1, window.kernel.height, window.kernel.width});
      depthwise_weight_gradient(as_pixels(x), as_pixels(slopes), window, gradient.data_ptr<float>());
      return gradient;
    }
    const bool dilated = many_taps_meet_padding(window, x);
    const bool pairs = x.scalar_type() == torch::kBFloat16 && has_avx512_bf16();
    if (pairs && (dilated || is_wide_map_of_few_channels(window, x, slopes.size(1)))) {
      const auto gradient =
          torch::empty({slopes.size(1), window.kernel.height, window.kernel.width, x.size(1)});
      weight_gradient(as_pixels(x), as_pixels(slopes), window, gradient.data_ptr<float>());
      return gradient.permute({0, 3, 1, 2});
    }
    if (dilated) return gradient_by_taps(x, slopes, window);
    return std::get<1>(by_library(x, weight, slopes, window, {false, true, false}));
  }

  static std::tuple<torch::Tensor, torch::Tensor, torch::Tensor> by_library(const torch::Tensor& x,
                                                                            const torch::Tensor& weight,
                                                                            const torch::Tensor& slopes,
                                                                            const Window& window,
                                                                            std::array<bool, 3> wanted) {
    return at::convolution_backward(slopes, x, weight, c10::nullopt, both(window.stride),
                                    both(window.padding), both(window.dilation), false, {0, 0},
                                    groups_of(x, weight), wanted);
  }
};

torch::nn::Conv2dOptions smallest(torch::nn::Conv2dOptions options) {
  return options.in_channels(options.groups()).out_channels(options.groups());
}

}  // namespace

Convolution::Convolution(const torch::nn::Conv2dOptions& wanted)
    : Conv2dImpl(BlankWeights::wanted() ? smallest(wanted) : wanted),
      window_{pair_of(wanted.kernel_size()), pair_of(wanted.stride()), {0, 0}, pair_of(wanted.dilation())} {
  // std::get_if, or c10's in LibTorch 1.13, whose variant the padding is.
  const auto* const padding = get_if<torch::ExpandingArray<2>>(&wanted.padding());
  if (padding) window_.padding = pair_of(*padding);
  const bool zeros = padding && get_if<torch::enumtype::kZeros>(&wanted.padding_mode());
  plain_ = zeros && wanted.groups() == 1;
  depthwise_ = zeros && wanted.groups() > 1 && wanted.groups() == wanted.in_channels() &&
               wanted.in_channels() == wanted.out_channels();
  if (BlankWeights::wanted()) become_blank(wanted);
}

void Convolution::become_blank(const torch::nn::Conv2dOptions& wanted) {
  options.in_channels(wanted.in_channels()).out_channels(wanted.out_channels());
  auto shape = weight.sizes().vec();
  shape[0] = wanted.out_channels();
  shape[1] = wanted.in_channels() / wanted.groups();
  weight.set_data(blank(shape));
  if (bias.defined()) bias.set_data(torch::zeros({wanted.out_channels()}));
}

void Convolution::draw_weights() {
  if (!is_blank(weight)) torch::nn::init::kaiming_normal_(weight, 0, torch::kFanOut, torch::kReLU);
}

bool Convolution::gains(const torch::Tensor& x) const {
  if ((!plain_ && !depthwise_) || !is_training() || !x.device().is_cpu() || x.dim() != 4 ||
      !x.is_contiguous(torch::MemoryFormat::ChannelsLast)) {
    return false;
  }
  if (depthwise_) {
    return x.scalar_type() == torch::kBFloat16 && window_.kernel == Pair{5, 5} &&
           window_.dilation == Pair{1, 1} && has_avx512_bf16();
  }
  if (x.scalar_type() != torch::kBFloat16) {
    return x.scalar_type() == weight.scalar_type() && many_taps_meet_padding(window_, x);
  }
  return is_product(window_, x) || many_taps_meet_padding(window_, x) ||
         is_wide_map_of_few_channels(window_, x, weight.size(0));
}

torch::Tensor Convolution::forward(const torch::Tensor& x) {
  if (!gains(x)) return Conv2dImpl::forward(x);
  const auto with = bias.defined() ? c10::make_optional(bias) : c10::nullopt;
  const auto [down, across] = window_.stride;
  if (window_.kernel != Pair{1, 1} || (down == 1 && across == 1))
    return Trained::apply(x, weight, with, window_);
  const auto seen = x.slice(2, 0, c10::nullopt, down).slice(3, 0, c10::nullopt, across);
  return Trained::apply(seen.contiguous(torch::MemoryFormat::ChannelsLast), weight, with, Window{});
}

}  // namespace residuum::nn
