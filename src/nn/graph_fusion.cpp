// Each pass of a sum or an activation over memory costs about as much as a small convolution; behind a
// convolution, while its result is in the cache, next to nothing.
#include <torch/torch.h>

#include "nn/graph.h"

namespace residuum::nn {
namespace {

std::vector<int> uses_of(const Graph& graph) {
  std::vector<int> uses(graph.nodes.size(), 0);
  for (const auto& node : graph.nodes) {
    for (const int input : node.inputs) ++uses[static_cast<std::size_t>(input)];
  }
  ++uses[static_cast<std::size_t>(graph.output)];
  return uses;
}

bool activates(Operation operation) {
  return operation == Operation::relu || operation == Operation::silu || operation == Operation::sigmoid;
}

// `node` as its input `before` with the activation, which nobody else asks for.
bool take_activation(Node& node, const Node& before) {
  const bool convolves =
      before.operation == Operation::convolution || before.operation == Operation::transposed_convolution;
  const bool sums = before.operation == Operation::add && node.operation == Operation::relu;
  if ((!convolves && !sums) || before.activation) return false;
  const auto activation = node.operation;
  node = before;
  node.activation = activation;
  return true;
}

// `sum` as the convolution that is one of its terms, the other term being added in place.
bool take_sum(Node& sum, const Node& convolution, int other, bool second) {
  if (convolution.operation != Operation::convolution || convolution.activation || convolution.sums) {
    return false;
  }
  if (sum.factor != 1 && !second) return false;
  const double factor = sum.factor;
  sum = convolution;
  if (factor != 1) {
    sum.scale = (sum.scale.defined() ? sum.scale : torch::ones({sum.channels})) * factor;
    if (sum.bias.defined()) sum.bias = sum.bias * factor;
  }
  sum.inputs.push_back(other);
  sum.sums = true;
  return true;
}

Graph without_unused(const Graph& graph) {
  std::vector<bool> used(graph.nodes.size(), false);
  used[0] = used[static_cast<std::size_t>(graph.output)] = true;
  for (auto i = graph.nodes.size(); i-- > 0;) {
    if (!used[i]) continue;
    for (const int input : graph.nodes[i].inputs) used[static_cast<std::size_t>(input)] = true;
  }
  Graph kept;
  std::vector<int> place(graph.nodes.size(), -1);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!used[i]) continue;
    place[i] = static_cast<int>(kept.nodes.size());
    kept.nodes.push_back(graph.nodes[i]);
    for (int& input : kept.nodes.back().inputs) input = place[static_cast<std::size_t>(input)];
  }
  kept.output = place[static_cast<std::size_t>(graph.output)];
  kept.gives_vectors = graph.gives_vectors;
  return kept;
}

}  // namespace

torch::Tensor scaled_weight(const Node& node) {
  return node.scale.defined() ? node.weight * node.scale.view({-1, 1, 1, 1}) : node.weight;
}

Graph fused(Graph graph) {
  const auto uses = uses_of(graph);
  auto& nodes = graph.nodes;
  const auto alone = [&](int i) { return uses[static_cast<std::size_t>(i)] == 1; };
  const auto at = [&](int i) -> const Node& { return nodes[static_cast<std::size_t>(i)]; };
  for (auto& node : nodes) {
    if (activates(node.operation) && alone(node.inputs[0])) {
      const Node before = at(node.inputs[0]);
      take_activation(node, before);
    } else if (node.operation == Operation::add && node.inputs[0] != node.inputs[1]) {
      const int first = node.inputs[0], second = node.inputs[1];
      const Node a = at(first), b = at(second);
      (alone(second) && take_sum(node, b, first, true)) || (alone(first) && take_sum(node, a, second, false));
    }
  }
  return without_unused(graph);
}

double floating_point_operations(const Graph& graph) {
  double total = 0;
  for (const auto& node : graph.nodes) {
    if (!node.weight.defined()) continue;
    // A transposed convolution spends its weights on each pixel that goes in, a convolution on each that
    // comes out.
    const auto& pixels = node.operation == Operation::transposed_convolution
                             ? graph.nodes[static_cast<std::size_t>(node.inputs[0])].size
                             : node.size;
    total += 2.0 * static_cast<double>(node.weight.numel() * pixels.height * pixels.width);
  }
  return total;
}

}  // namespace residuum::nn
