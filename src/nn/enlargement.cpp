#include "nn/enlargement.h"

#include <torch/torch.h>

#include "nn/pixels.h"

namespace residuum::nn {
namespace {

constexpr auto last = torch::MemoryFormat::ChannelsLast;

Pixels pixels(const torch::Tensor& images) {
  return {images.data_ptr(), images.scalar_type() == torch::kBFloat16,
          images.size(0),    images.size(2),
          images.size(3),    images.size(1),
          images.size(1)};
}

struct Enlargement : torch::autograd::Function<Enlargement> {
  using Context = torch::autograd::AutogradContext;

  static torch::Tensor forward(Context* context, const torch::Tensor& images,
                               const std::vector<std::int64_t>& size, bool align_corners) {
    context->saved_data["size"] = images.sizes().vec();
    context->saved_data["align_corners"] = align_corners;
    auto to = torch::empty({images.size(0), images.size(1), size[0], size[1]}, images.options(), last);
    enlarge(pixels(images), pixels(to), align_corners);
    return to;
  }

  static torch::autograd::variable_list backward(Context* context,
                                                 const torch::autograd::variable_list& gradients) {
    const auto gradient = gradients.front().contiguous(last);
    auto to = torch::empty(context->saved_data["size"].toIntVector(), gradient.options(), last);
    enlarge_gradient(pixels(gradient), pixels(to), context->saved_data["align_corners"].toBool());
    return {to, torch::Tensor(), torch::Tensor()};
  }
};

}  // namespace

torch::Tensor enlarge(const torch::Tensor& images, torch::IntArrayRef size, bool align_corners) {
  const auto type = images.scalar_type();
  const bool ours = torch::GradMode::is_enabled() && images.requires_grad() && images.device().is_cpu() &&
                    (type == torch::kBFloat16 || type == torch::kFloat32) && images.is_contiguous(last);
  if (ours) return Enlargement::apply(images, size.vec(), align_corners);
  namespace functional = torch::nn::functional;
  return functional::interpolate(images, functional::InterpolateFuncOptions()
                                             .size(size.vec())
                                             .mode(torch::kBilinear)
                                             .align_corners(align_corners));
}

}  // namespace residuum::nn
