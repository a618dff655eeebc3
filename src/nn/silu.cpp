#include "nn/silu.h"

#include <torch/torch.h>

#include "nn/pixels.h"

namespace residuum::nn {
namespace {

struct Silu : torch::autograd::Function<Silu> {
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x) {
    context->save_for_backward({x});
    auto y = torch::empty_like(x);
    silu_values(x.data_ptr(), y.data_ptr(), x.numel());
    return y;
  }
  static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                               const torch::autograd::tensor_list& gradients) {
    const auto x = context->get_saved_variables().front();
    auto result = torch::empty_like(x);
    const auto& given = gradients.front();
    const bool alike = given.scalar_type() == x.scalar_type() && given.strides() == x.strides();
    const auto gradient = alike ? given : torch::empty_like(x).copy_(given);
    silu_gradient(x.data_ptr(), gradient.data_ptr(), result.data_ptr(), x.numel());
    return {result};
  }
};

}  // namespace

torch::Tensor silu(const torch::Tensor& x) {
  const bool ours = x.device().is_cpu() && x.scalar_type() == torch::kBFloat16 && x.requires_grad() &&
                    torch::GradMode::is_enabled() && x.is_non_overlapping_and_dense();
  return ours ? Silu::apply(x) : torch::silu(x);
}

}  // namespace residuum::nn
