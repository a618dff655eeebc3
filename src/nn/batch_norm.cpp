#include "nn/batch_norm.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "nn/batch_norm_rows.h"

namespace residuum::nn {
namespace {

using Index = std::int64_t;
using batch_norm_rows::Extent;

constexpr double momentum = 0.1;  // what a batch's statistics count for in the running ones

// Blocks of pixels, of a number that depends on the image alone: sums are the same with any number of
// threads.
class Blocks {
 public:
  explicit Blocks(const torch::Tensor& x)
      : channels_(x.size(1)),
        pixels_(x.numel() / channels_),
        block_(std::clamp<Index>(pixels_ / 16, 1, 256)) {}
  Index count() const { return (pixels_ + block_ - 1) / block_; }
  Index channels() const { return channels_; }
  Index pixels() const { return pixels_; }

  // work(block, offset of its first value, extent)
  template <class Work>
  void each(const Work& work) const {
    const Index grain = std::max<Index>(1, 16384 / (block_ * channels_));
    at::parallel_for(0, count(), grain, [&](Index begin, Index end) {
      for (Index i = begin; i < end; ++i) {
        work(i, i * block_ * channels_, Extent{std::min(block_, pixels_ - i * block_), channels_});
      }
    });
  }

  // Two sums for each channel: add(offset, extent, first, second) adds those of one block.
  template <class Add>
  std::array<std::vector<double>, 2> sums(const Add& add) const {
    const auto width = static_cast<std::size_t>(channels_);
    std::vector<float> parts(static_cast<std::size_t>(count()) * 2 * width);
    each([&](Index block, Index offset, Extent extent) {
      float* const first = parts.data() + block * 2 * channels_;
      add(offset, extent, first, first + channels_);
    });
    std::array<std::vector<double>, 2> total{std::vector<double>(width), std::vector<double>(width)};
    for (std::size_t part = 0; part < parts.size(); part += 2 * width) {
      for (std::size_t c = 0; c < width; ++c) {
        total[0][c] += static_cast<double>(parts[part + c]);
        total[1][c] += static_cast<double>(parts[part + width + c]);
      }
    }
    return total;
  }

 private:
  Index channels_, pixels_, block_;
};

template <class Value>
Value* values(const torch::Tensor& tensor) {
  return tensor.defined() ? static_cast<Value*>(tensor.data_ptr()) : nullptr;
}

template <class Value>
const Value* moved(const Value* from, Index offset) {
  return from ? from + offset : nullptr;
}

// work(Value{}) with the type of the tensor's values.
template <class Work>
void with_type(const torch::Tensor& tensor, const Work& work) {
  if (tensor.scalar_type() == torch::kBFloat16) {
    work(Bf16{});
  } else {
    work(float{});
  }
}

std::vector<float> floats(const torch::Tensor& tensor) {
  const auto plain = tensor.detach().to(torch::kFloat32).contiguous();
  return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

struct Moments {
  std::vector<double> mean, variance;  // of each channel; the variance divided by all pixels
};

template <class Value>
Moments moments_of(const Blocks& blocks, const Value* x) {
  // About the first pixel, so that a mean far from zero takes nothing from the variance.
  std::vector<float> about;
  for (Index c = 0; c < blocks.channels(); ++c) about.push_back(widened(x[c]));
  auto [mean, variance] = blocks.sums([&](Index offset, Extent extent, float* sum, float* square) {
    batch_norm_rows::add_moments(extent, x + offset, about.data(), sum, square);
  });
  const auto count = static_cast<double>(blocks.pixels());
  for (std::size_t c = 0; c < mean.size(); ++c) {
    mean[c] /= count;
    variance[c] = std::max(0.0, variance[c] / count - mean[c] * mean[c]);
    mean[c] += static_cast<double>(about[c]);
  }
  return {std::move(mean), std::move(variance)};
}

torch::Tensor as_tensor(const std::vector<double>& from) {
  return torch::tensor(from, torch::kFloat64);
}

struct NormOptions {
  double epsilon;
  bool relu;
};

struct NormSumActivation : torch::autograd::Function<NormSumActivation> {
  using Context = torch::autograd::AutogradContext;

  // -> the normalised image, the channels' means and variances.
  static torch::autograd::variable_list forward(Context* context, const torch::Tensor& x,
                                                const torch::Tensor& weight, const torch::Tensor& bias,
                                                const c10::optional<torch::Tensor>& added,
                                                const NormOptions& options) {
    const Blocks blocks(x);
    auto y = torch::empty_like(x);
    torch::Tensor mean, variance;
    with_type(x, [&](auto type) {
      using Value = decltype(type);
      const auto* const from = values<Value>(x);
      const auto found = moments_of(blocks, from);
      auto scale = floats(weight), shift = floats(bias);
      for (std::size_t c = 0; c < scale.size(); ++c) {
        const double by = static_cast<double>(scale[c]) / std::sqrt(found.variance[c] + options.epsilon);
        shift[c] = static_cast<float>(static_cast<double>(shift[c]) - found.mean[c] * by);
        scale[c] = static_cast<float>(by);
      }
      const float floor = options.relu ? 0 : -std::numeric_limits<float>::infinity();
      const auto* const sum_with = values<Value>(added.value_or(torch::Tensor()));
      auto* const to = values<Value>(y);
      blocks.each([&](Index, Index offset, Extent extent) {
        batch_norm_rows::normalise(extent, from + offset, moved(sum_with, offset),
                                   {scale.data(), shift.data(), floor}, to + offset);
      });
      mean = as_tensor(found.mean);
      variance = as_tensor(found.variance);
    });
    context->save_for_backward({x, options.relu ? y : torch::Tensor(), weight, mean, variance});
    context->saved_data["epsilon"] = options.epsilon;
    context->saved_data["added"] = added.has_value();
    context->mark_non_differentiable({mean, variance});
    return {y, mean, variance};
  }

  static torch::autograd::variable_list backward(Context* context,
                                                 const torch::autograd::variable_list& gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &y = saved[1], &weight = saved[2];
    const auto &mean = saved[3], &variance = saved[4];
    const auto& first = gradients.front();
    const bool alike = first.scalar_type() == x.scalar_type() && first.strides() == x.strides();
    const auto given = alike ? first : torch::empty_like(x).copy_(first);

    const Blocks blocks(x);
    const auto channels = static_cast<std::size_t>(blocks.channels());
    const auto before = y.defined() ? torch::empty_like(x) : given;  // the activation
    const auto to = torch::empty_like(x);
    auto weight_gradient = torch::empty({x.size(1)}), bias_gradient = torch::empty({x.size(1)});
    with_type(x, [&](auto type) {
      using Value = decltype(type);
      const auto* const image = values<Value>(x);
      const auto* const activated = values<Value>(y);
      const auto* const slopes = values<Value>(given);
      auto* const g = values<Value>(before);
      const auto means = floats(mean);
      const auto [sum, product] = blocks.sums([&](Index offset, Extent extent, float* a, float* b) {
        batch_norm_rows::add_gradients(
            extent, batch_norm_rows::Given<Value>{slopes + offset, moved(activated, offset), image + offset},
            means.data(), activated ? g + offset : nullptr, a, b);
      });

      auto by_gradient = floats(weight);
      std::vector<float> by_x(channels), constant(channels);
      const auto count = static_cast<double>(blocks.pixels());
      const auto epsilon = context->saved_data["epsilon"].toDouble();
      for (std::size_t c = 0; c < channels; ++c) {
        const double inverse = 1 / std::sqrt(variance.data_ptr<double>()[c] + epsilon);
        const double by = static_cast<double>(by_gradient[c]) * inverse;
        const double slope = -by * inverse * inverse * product[c] / count;
        by_gradient[c] = static_cast<float>(by);
        by_x[c] = static_cast<float>(slope);
        constant[c] = static_cast<float>(-by * sum[c] / count - slope * static_cast<double>(means[c]));
        weight_gradient.data_ptr<float>()[c] = static_cast<float>(product[c] * inverse);
        bias_gradient.data_ptr<float>()[c] = static_cast<float>(sum[c]);
      }
      auto* const result = values<Value>(to);
      blocks.each([&](Index, Index offset, Extent extent) {
        batch_norm_rows::gradient(extent, g + offset, image + offset,
                                  {by_gradient.data(), by_x.data(), constant.data()}, result + offset);
      });
    });
    const bool added = context->saved_data["added"].toBool();
    return {to, weight_gradient, bias_gradient, added ? before : torch::Tensor(), torch::Tensor()};
  }
};

bool channels_last(const torch::Tensor& x, torch::ScalarType type) {
  return x.device().is_cpu() && x.scalar_type() == type && x.dim() == 4 &&
         x.is_contiguous(torch::MemoryFormat::ChannelsLast);
}

}  // namespace

BatchNorm::BatchNorm(std::int64_t channels, Then then, double epsilon)
    : weight(register_parameter("weight", torch::ones({channels}))),
      bias(register_parameter("bias", torch::zeros({channels}))),
      running_mean(register_buffer("running_mean", torch::zeros({channels}))),
      running_var(register_buffer("running_var", torch::ones({channels}))),
      num_batches_tracked(register_buffer("num_batches_tracked", torch::tensor(0, torch::kInt64))),
      then_(then),
      epsilon_(epsilon) {}

std::shared_ptr<BatchNorm> norm_relu(std::int64_t channels, double epsilon) {
  return std::make_shared<BatchNorm>(channels, BatchNorm::Then::relu, epsilon);
}

torch::Tensor BatchNorm::plus(const torch::Tensor& x, const torch::Tensor& added) {
  const auto type = x.scalar_type();
  const bool ours = is_training() && (type == torch::kBFloat16 || type == torch::kFloat32) &&
                    channels_last(x, type) && weight.scalar_type() == torch::kFloat32 &&
                    x.numel() > x.size(1) && (!added.defined() || channels_last(added, type));
  if (is_training()) {
    const torch::NoGradGuard no_gradients;
    num_batches_tracked += 1;
  }
  if (!ours) {
    namespace functional = torch::nn::functional;
    auto y = functional::batch_norm(x, running_mean, running_var,
                                    functional::BatchNormFuncOptions()
                                        .weight(weight)
                                        .bias(bias)
                                        .training(is_training())
                                        .momentum(momentum)
                                        .eps(epsilon_));
    if (added.defined()) y = y.add_(added);
    return then_ == Then::relu ? y.relu_() : y;
  }
  const auto made =
      NormSumActivation::apply(x, weight, bias, added.defined() ? c10::make_optional(added) : c10::nullopt,
                               NormOptions{epsilon_, then_ == Then::relu});
  const torch::NoGradGuard no_gradients;
  const auto pixels = static_cast<double>(x.numel() / x.size(1));
  running_mean.mul_(1 - momentum).add_(made[1], momentum);
  running_var.mul_(1 - momentum).add_(made[2], momentum * pixels / (pixels - 1));
  return made[0];
}

}  // namespace residuum::nn
