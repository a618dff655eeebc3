#include "nn/onednn_primitives.h"

#include <torch/torch.h>

#include "core/error.h"
#include "nn/finite.h"

namespace residuum::nn::onednn {
namespace {

using dnnl::algorithm;
using dnnl::memory;
using Dims = memory::dims;
using Tag = memory::format_tag;
using Type = memory::data_type;

Dims dims(Pair pair) {
  return {pair.height, pair.width};
}

dnnl::primitive_attr attributes_of(const Node& node) {
  dnnl::post_ops after;
  if (node.sums) after.append_sum(1);
  if (node.activation == Operation::relu) after.append_eltwise(1, algorithm::eltwise_relu, 0, 0);
  if (node.activation == Operation::silu) after.append_eltwise(1, algorithm::eltwise_swish, 1, 0);
  if (node.activation == Operation::sigmoid) after.append_eltwise(1, algorithm::eltwise_logistic, 0, 0);
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(after);
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

// What oneDNN wants on the right and below: exactly what the sizes say.
Dims far_padding(const Node& node, Pair from) {
  const auto& window = node.window;
  if (node.operation == Operation::transposed_convolution) return dims(window.padding);
  const auto axis = [](std::int64_t input, std::int64_t output, std::int64_t kernel, std::int64_t stride,
                       std::int64_t padding, std::int64_t dilation) {
    return (output - 1) * stride + (kernel - 1) * dilation + 1 - input - padding;
  };
  return {axis(from.height, node.size.height, window.kernel.height, window.stride.height,
               window.padding.height, window.dilation.height),
          axis(from.width, node.size.width, window.kernel.width, window.stride.width, window.padding.width,
               window.dilation.width)};
}

// oneDNN names outputs before inputs, also where PyTorch's weights of transposed convolutions do not.
Dims shape_of_weights(const Node& node) {
  auto sizes = node.weight.sizes().vec();
  if (node.operation == Operation::transposed_convolution) std::swap(sizes[0], sizes[1]);
  if (node.groups == 1) return sizes;
  return {node.groups, sizes[0] / node.groups, sizes[1], sizes[2], sizes[3]};
}

Dims gaps(const Window& window) {
  return {window.dilation.height - 1, window.dilation.width - 1};
}

template <class Forward>
Primitive primitive(const typename Forward::desc& wanted, const Node& node) {
  const typename Forward::primitive_desc found(wanted, attributes_of(node), processor());
  return {[found] { return Forward(found); }, found.weights_desc(), found.scratchpad_desc(),
          found.impl_info_str()};
}

template <class Forward>
Primitive convolution(algorithm way, const Node& node, Pair from_size, const memory::desc& from,
                      const memory::desc& to) {
  const memory::desc weights(shape_of_weights(node), from.data_type(), Tag::any);
  const auto bias = node.bias.defined() ? memory::desc({node.channels}, Type::f32, Tag::x) : memory::desc();
  const auto& window = node.window;
  return primitive<Forward>(
      {dnnl::prop_kind::forward_inference, way, from, weights, bias, to, dims(window.stride), gaps(window),
       dims(window.padding), far_padding(node, from_size)},
      node);
}

std::shared_ptr<memory> packed(memory from, const memory::desc& wanted) {
  auto to = std::make_shared<memory>(wanted, processor());
  dnnl::stream stream(processor());
  dnnl::reorder(from, *to).execute(stream, from, *to);
  stream.wait();
  return to;
}

std::shared_ptr<memory> packed(const torch::Tensor& tensor, Tag tag, const Dims& shape,
                               const memory::desc& wanted) {
  const auto plain = tensor.contiguous();
  return packed(memory({shape, Type::f32, tag}, processor(), plain.data_ptr<float>()), wanted);
}

}  // namespace

const dnnl::engine& processor() {
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

Primitive convolution(const Node& node, Pair from_size, const memory::desc& from, const memory::desc& to) {
  if (node.operation == Operation::transposed_convolution) {
    return convolution<dnnl::deconvolution_forward>(algorithm::deconvolution_direct, node, from_size, from,
                                                    to);
  }
  return convolution<dnnl::convolution_forward>(algorithm::convolution_direct, node, from_size, from, to);
}

Primitive pool(const Node& node, Pair from_size, const memory::desc& from, const memory::desc& to) {
  const auto way =
      node.operation == Operation::max_pool ? algorithm::pooling_max : algorithm::pooling_avg_exclude_padding;
  const auto& window = node.window;
  return primitive<dnnl::pooling_v2_forward>(
      {dnnl::prop_kind::forward_inference, way, from, to, dims(window.stride), dims(window.kernel),
       gaps(window), dims(window.padding), far_padding(node, from_size)},
      node);
}

Weights pack_weights(const Node& node, const memory::desc& wanted) {
  const bool transposed = node.operation == Operation::transposed_convolution;
  const Tag tag = node.groups > 1 ? Tag::goihw : transposed ? Tag::iohw : Tag::oihw;
  const auto weight = scaled_weight(node);
  if (!all_finite(weight) || (node.bias.defined() && !all_finite(node.bias))) {
    throw failure(
        "a network's weights are not finite: the file is damaged, or its training had diverged; take or train another");
  }
  Weights made;
  made.weights = packed(weight, tag, shape_of_weights(node), wanted);
  if (node.bias.defined()) {
    made.bias = packed(node.bias, Tag::x, {node.channels}, {{node.channels}, Type::f32, Tag::x});
  }
  return made;
}

Weights packed_again(const Weights& weights, const memory::desc& wanted) {
  if (weights.weights->get_desc() == wanted) return weights;
  return {packed(*weights.weights, wanted), weights.bias};
}

}  // namespace residuum::nn::onednn
