#include "nn/graph_interpreter.h"

#include <torch/torch.h>

namespace residuum::nn {
namespace {

std::vector<std::int64_t> sizes(Pair pair) {
  return {pair.height, pair.width};
}

torch::Tensor activated(const torch::Tensor& x, Operation activation) {
  if (activation == Operation::relu) return x.relu();
  return activation == Operation::silu ? torch::silu(x) : x.sigmoid();
}

torch::Tensor pooled(const Node& node, const torch::Tensor& x) {
  const auto kernel = sizes(node.window.kernel), stride = sizes(node.window.stride),
             padding = sizes(node.window.padding);
  if (node.operation == Operation::average_pool) {
    return torch::avg_pool2d(x, kernel, stride, padding, false, false);
  }
  return torch::max_pool2d(x, kernel, stride, padding, sizes(node.window.dilation));
}

torch::Tensor padded(const Node& node, const torch::Tensor& x) {
  const auto below = node.size.height - x.size(2) - node.offset.height;
  const auto right = node.size.width - x.size(3) - node.offset.width;
  return torch::constant_pad_nd(x, {node.offset.width, right, node.offset.height, below});
}

torch::Tensor result(const Node& node, const std::vector<torch::Tensor>& inputs) {
  const auto& x = inputs.front();
  const auto& window = node.window;
  switch (node.operation) {
    case Operation::image:
      return x;
    case Operation::convolution:
      return torch::conv2d(x, node.weight, node.bias, sizes(window.stride), sizes(window.padding),
                           sizes(window.dilation), node.groups);
    case Operation::transposed_convolution:
      return torch::conv_transpose2d(x, node.weight, node.bias, sizes(window.stride), sizes(window.padding));
    case Operation::relu:
    case Operation::silu:
    case Operation::sigmoid:
      return activated(x, node.operation);
    case Operation::add:
      return torch::add(x, inputs[1], node.factor);
    case Operation::multiply:
      return x * inputs[1];
    case Operation::max_pool:
    case Operation::average_pool:
      return pooled(node, x);
    case Operation::mean:
      return x.mean({2, 3}, true);
    case Operation::enlarge:
      return torch::upsample_bilinear2d(x, sizes(node.size), node.align_corners);
    case Operation::spread:
      return x.expand({-1, -1, node.size.height, node.size.width});
    case Operation::pad:
      return padded(node, x);
    case Operation::concatenate:
      return torch::cat(inputs, 1);
  }
  return {};
}

}  // namespace

GraphInterpreter::GraphInterpreter(Graph graph, torch::Device device, torch::ScalarType type)
    : graph_(std::move(graph)),
      options_(torch::TensorOptions(device).dtype(type)),
      last_use_(graph_.nodes.size(), 0) {
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
    auto& node = graph_.nodes[i];
    if (node.weight.defined())
      node.weight = scaled_weight(node).to(options_).contiguous(torch::MemoryFormat::ChannelsLast);
    if (node.bias.defined()) node.bias = node.bias.to(options_);
    for (const int input : node.inputs) last_use_[static_cast<std::size_t>(input)] = i;
  }
  last_use_[static_cast<std::size_t>(graph_.output)] = graph_.nodes.size();
}

torch::Tensor GraphInterpreter::run(const torch::Tensor& images) const {
  const c10::InferenceMode inference;
  std::vector<torch::Tensor> values(graph_.nodes.size());
  values[0] = images.to(options_).contiguous(torch::MemoryFormat::ChannelsLast);
  for (std::size_t i = 1; i < values.size(); ++i) {
    const auto& node = graph_.nodes[i];
    std::vector<torch::Tensor> inputs;
    for (const int input : node.inputs) inputs.push_back(values[static_cast<std::size_t>(input)]);
    values[i] = result(node, inputs);
    if (node.sums) values[i].add_(inputs.back());
    if (node.activation) values[i] = activated(values[i], *node.activation);
    for (const int input : node.inputs) {
      if (last_use_[static_cast<std::size_t>(input)] == i) values[static_cast<std::size_t>(input)].reset();
    }
  }
  const auto output = values[static_cast<std::size_t>(graph_.output)].to(torch::kFloat32);
  return graph_.gives_vectors ? output.flatten(1) : output;
}

}  // namespace residuum::nn
