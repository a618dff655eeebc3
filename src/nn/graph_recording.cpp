#include <fmt/core.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/torch.h>

#include <map>

#include "core/error.h"
#include "nn/graph.h"
#include "nn/network.h"

namespace residuum::nn {
namespace {

using torch::jit::Value;

// The tracer takes tensors it meets as constants, but none that wants a gradient.
class WithoutGradients {
 public:
  explicit WithoutGradients(const torch::nn::Module& module) {
    for (auto& parameter : module.parameters()) {
      if (parameter.requires_grad()) wanting_.push_back(parameter.requires_grad_(false));
    }
  }
  ~WithoutGradients() {
    for (auto& parameter : wanting_) parameter.requires_grad_(true);
  }
  WithoutGradients(const WithoutGradients&) = delete;
  WithoutGradients& operator=(const WithoutGradients&) = delete;

 private:
  std::vector<torch::Tensor> wanting_;
  torch::NoGradGuard guard_;
};

std::shared_ptr<torch::jit::Graph> trace(Network& network, const torch::Tensor& image) {
  const WithoutGradients without_gradients(network);
  const auto forward = [&](const torch::jit::Stack& inputs) -> torch::jit::Stack {
    return {network.forward(inputs.front().toTensor())};
  };
  const auto no_name = [](const at::Tensor&) { return std::string(); };
  return torch::jit::tracer::trace({image}, forward, no_name, true, false).first->graph;
}

// One operation of the trace, its arguments by position.
class Call {
 public:
  explicit Call(const torch::jit::Node& node) : node_(node) {}

  // Without the mark of those that work in place: the trace follows values, not memory.
  std::string name() const {
    std::string name = node_.kind().toUnqualString();
    if (name.ends_with("_")) name.pop_back();
    return name.starts_with("_") ? name.substr(1) : name;
  }
  const Value* value(std::size_t i) const { return node_.inputs()[i]; }
  c10::IValue constant(std::size_t i) const {
    auto found = torch::jit::toIValue(value(i));
    if (found) return *found;
    if (value(i)->node()->kind() != c10::prim::ListConstruct) throw unplaced("an argument that is computed");
    c10::List<std::int64_t> list;
    for (const auto* item : value(i)->node()->inputs()) list.push_back(torch::jit::toIValue(item)->toInt());
    return list;
  }
  torch::Tensor tensor(std::size_t i) const {
    const auto found = constant(i);
    return found.isNone() ? torch::Tensor() : found.toTensor().detach().cpu().to(torch::kFloat32);
  }
  // LibTorch before 2.0 traces a linear layer as bias + x * weight's transpose. This is the weight.
  torch::Tensor transposed(std::size_t i) const {
    const auto* const before = value(i)->node();
    if (before->kind() != c10::aten::t) throw unplaced("a product of two results");
    return torch::jit::toIValue(before->inputs()[0])->toTensor().detach().cpu().to(torch::kFloat32);
  }
  std::int64_t integer(std::size_t i) const { return constant(i).toInt(); }
  bool flag(std::size_t i) const { return constant(i).toBool(); }
  double number(std::size_t i) const { return constant(i).toScalar().toDouble(); }
  std::vector<std::int64_t> integers(std::size_t i) const { return constant(i).toIntVector(); }
  Pair pair(std::size_t i) const {
    const auto list = integers(i);
    return {list.front(), list.back()};
  }
  Error unplaced(const std::string& what) const {
    return failure("the engine has no place for {} in {}", what, node_.kind().toQualString());
  }
  const torch::jit::Node& node() const { return node_; }

 private:
  const torch::jit::Node& node_;
};

class Recorder {
 public:
  Recorder(std::int64_t channels, Pair size) {
    Node image;
    image.channels = channels;
    image.size = size;
    add(std::move(image));
  }

  Graph record(const torch::jit::Graph& trace) {
    places_[trace.inputs()[0]] = 0;
    for (const auto* node : trace.nodes()) {
      const auto kind = node->kind();
      if (kind == c10::prim::Constant || kind == c10::prim::ListConstruct || kind == c10::aten::t) continue;
      places_[node->output()] = place(Call(*node), node->output());
    }
    graph_.output = places_.at(trace.outputs()[0]);
    graph_.gives_vectors = trace.outputs()[0]->type()->expect<c10::TensorType>()->dim() == 2u;
    return std::move(graph_);
  }

 private:
  int add(Node node) {
    graph_.nodes.push_back(std::move(node));
    return static_cast<int>(graph_.nodes.size()) - 1;
  }
  int input(const Call& call, std::size_t i = 0) const { return places_.at(call.value(i)); }
  const Node& at(int place) const { return graph_.nodes[static_cast<std::size_t>(place)]; }

  // The node for what the trace calls `output`: its shape there is the node's.
  Node like(const Value* output, Operation operation, std::vector<int> inputs) const {
    const auto sizes = output->type()->expect<c10::TensorType>()->sizes().concrete_sizes().value();
    Node node;
    node.operation = operation;
    node.inputs = std::move(inputs);
    node.channels = sizes[1];
    if (sizes.size() == 4) node.size = {sizes[2], sizes[3]};
    return node;
  }

  int place(const Call& call, const Value* output) {
    const auto name = call.name();
    if (name == "convolution") return convolution(call, output);
    if (name == "linear") return linear(input(call), call.tensor(1), call.tensor(2), output);
    if (name == "addmm") return linear(input(call, 1), call.transposed(2), call.tensor(0), output);
    if (name == "batch_norm") return batch_norm(call);
    if (name == "relu") return add(like(output, Operation::relu, {input(call)}));
    if (name == "silu") return add(like(output, Operation::silu, {input(call)}));
    if (name == "sigmoid") return add(like(output, Operation::sigmoid, {input(call)}));
    if (name == "add") return sum(call, output);
    if (name == "mul") return product(call, output);
    if (name == "max_pool2d") return max_pool(call, output);
    if (name == "avg_pool2d") return average_pool(call, output);
    if (name == "mean" || name == "adaptive_avg_pool2d") return mean(call, output);
    if (name == "upsample_bilinear2d") return enlarge(call, output);
    if (name == "constant_pad_nd") return pad(call, output);
    if (name == "expand") return add(like(output, Operation::spread, {input(call)}));
    if (name == "cat") return concatenate(call, output);
    if (name == "dropout" && !call.flag(2)) return input(call);
    if (name == "flatten" && at(input(call)).size == Pair{1, 1}) return input(call);
    throw failure("the engine does not know the operation {}", call.node().kind().toQualString());
  }

  int convolution(const Call& call, const Value* output) {
    const bool transposed = call.flag(6);
    auto node =
        like(output, transposed ? Operation::transposed_convolution : Operation::convolution, {input(call)});
    node.weight = call.tensor(1);
    node.bias = call.tensor(2);
    node.window = {{node.weight.size(2), node.weight.size(3)}, call.pair(3), call.pair(4), call.pair(5)};
    node.groups = call.integer(8);
    if (transposed && (node.groups != 1 || call.pair(7) != Pair{0, 0})) throw call.unplaced("groups");
    return add(std::move(node));
  }

  int linear(int from, const torch::Tensor& weight, const torch::Tensor& bias, const Value* output) {
    auto node = like(output, Operation::convolution, {from});
    node.weight = weight.unsqueeze(2).unsqueeze(3);
    node.bias = bias;
    return add(std::move(node));
  }

  // y = (x - mean) / sqrt(variance + eps) * weight + bias, into the convolution that gave x.
  int batch_norm(const Call& call) {
    const int before = input(call);
    auto& node = graph_.nodes[static_cast<std::size_t>(before)];
    if (node.operation != Operation::convolution || node.scale.defined() ||
        call.value(0)->uses().size() != 1 || call.flag(5)) {
      throw call.unplaced("batch norm that is not behind a convolution of its own");
    }
    const auto scale = call.tensor(1) / (call.tensor(4) + call.number(7)).sqrt();
    const auto shift = call.tensor(2) - call.tensor(3) * scale;
    node.scale = scale;
    node.bias = node.bias.defined() ? node.bias * scale + shift : shift;
    return before;
  }

  int sum(const Call& call, const Value* output) {
    auto node = like(output, Operation::add, {input(call, 0), input(call, 1)});
    node.factor = call.number(2);
    if (at(node.inputs[0]).size != at(node.inputs[1]).size) throw call.unplaced("images of two sizes");
    return add(std::move(node));
  }

  int product(const Call& call, const Value* output) {
    const auto node = like(output, Operation::multiply, {input(call, 0), input(call, 1)});
    if (at(node.inputs[1]).size != Pair{1, 1}) throw call.unplaced("a product of images");
    return add(node);
  }

  int max_pool(const Call& call, const Value* output) {
    auto node = like(output, Operation::max_pool, {input(call)});
    const auto stride = call.integers(2);
    node.window = {call.pair(1), stride.empty() ? call.pair(1) : call.pair(2), call.pair(3), call.pair(4)};
    if (call.flag(5)) throw call.unplaced("sizes rounded up");
    return add(std::move(node));
  }

  int average_pool(const Call& call, const Value* output) {
    auto node = like(output, Operation::average_pool, {input(call)});
    node.window = {call.pair(1), call.pair(2), call.pair(3)};
    if (call.flag(4) || (call.flag(5) && node.window.padding != Pair{0, 0}))
      throw call.unplaced("padding that counts");
    return add(std::move(node));
  }

  int mean(const Call& call, const Value* output) {
    auto node = like(output, Operation::mean, {input(call)});
    if (node.size != Pair{1, 1}) throw call.unplaced("a mean of windows");
    return at(input(call)).size == Pair{1, 1} ? input(call) : add(std::move(node));
  }

  int enlarge(const Call& call, const Value* output) {
    auto node = like(output, Operation::enlarge, {input(call)});
    node.align_corners = call.flag(2);
    return add(std::move(node));
  }

  int pad(const Call& call, const Value* output) {
    auto node = like(output, Operation::pad, {input(call)});
    const auto margins = call.integers(1);  // left, right, top, bottom
    if (margins.size() != 4 || call.number(2) != 0) throw call.unplaced("padding of channels or by a value");
    for (const auto margin : margins) {
      if (margin < 0) throw call.unplaced("padding that cuts");
    }
    node.offset = {margins[2], margins[0]};
    return add(std::move(node));
  }

  int concatenate(const Call& call, const Value* output) {
    auto node = like(output, Operation::concatenate, {});
    if (call.integer(1) != 1) throw call.unplaced("another dimension than channels");
    for (const auto* item : call.value(0)->node()->inputs()) node.inputs.push_back(places_.at(item));
    return add(std::move(node));
  }

  Graph graph_;
  std::map<const Value*, int> places_;
};

}  // namespace

Graph record(Network& network, std::int64_t channels, Pair size) {
  const auto device = network.parameters().front().device();
  const auto image = torch::zeros({1, channels, size.height, size.width}, device);
  return fused(Recorder(channels, size).record(*trace(network, image)));
}

}  // namespace residuum::nn
