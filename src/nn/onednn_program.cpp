#include "nn/onednn_program.h"

#include <fmt/core.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>

#include "core/error.h"
#include "nn/graph_layout.h"
#include "nn/onednn_primitives.h"
#include "nn/pixels.h"

namespace residuum::nn {
namespace {

using dnnl::memory;
using Tag = memory::format_tag;
using Type = memory::data_type;

using onednn::processor;

// What pixels.h makes can be part of a wider image.
bool movable(Operation operation) {
  return operation == Operation::enlarge || operation == Operation::spread || operation == Operation::pad ||
         operation == Operation::add || operation == Operation::relu;
}

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

}  // namespace

struct OneDnnProgram::State {
  struct Step {
    std::string what;
    std::function<void(dnnl::stream&)> work;
  };

  State(const Graph& g, std::int64_t n, Precision precision)
      : graph(g), batch(n), layout_(lay_out(graph, batch, precision, movable)) {
    describe_primitives();
    for (auto& one : graph.nodes) one.weight = one.scale = one.bias = torch::Tensor();
  }

  // Of node `i`, packed as described.
  using WeightsOf = std::function<onednn::Weights(int i, const memory::desc& wanted)>;

  void prepare(const WeightsOf& weights_of) {
    for (const auto& [i, described] : primitives_) {
      if (!described.weights.is_zero()) weights_[i] = weights_of(i, described.weights);
    }
    auto lifetimes = layout_.buffers;
    lifetimes.push_back({scratch_, 0, static_cast<int>(graph.nodes.size())});
    const auto arena = lay_out(lifetimes);
    block_ = torch::empty({static_cast<std::int64_t>(arena.bytes) + 64}, torch::kUInt8);
    auto* const start = block_.data_ptr<std::uint8_t>();
    base_ = start + (64 - reinterpret_cast<std::uintptr_t>(start) % 64) % 64;
    offsets_ = arena.offsets;
    for (std::size_t i = 1; i < graph.nodes.size(); ++i) make_step(static_cast<int>(i));
    primitives_.clear();
  }

  const std::map<int, onednn::Weights>& weights() const { return weights_; }

  const Node& node(int i) const { return graph.nodes[at(i)]; }

  bool bf16(int i) const { return layout_.places[at(i)].bf16; }

  memory::desc image(int i) const {
    const auto& size = node(i).size;
    return {{batch, node(i).channels, size.height, size.width}, bf16(i) ? Type::bf16 : Type::f32, Tag::nhwc};
  }

  void describe_primitives() {
    for (int i = 1; i < static_cast<int>(graph.nodes.size()); ++i) {
      const auto& one = node(i);
      const bool pools = one.operation == Operation::max_pool || one.operation == Operation::average_pool;
      if (!pools && !one.weight.defined()) continue;
      const int from = one.inputs[0];
      const auto made =
          (pools ? onednn::pool : onednn::convolution)(one, node(from).size, image(from), image(i));
      scratch_ = std::max(scratch_, made.scratchpad.get_size());
      primitives_.emplace(i, made);
    }
  }

  void* address(int i) const {
    const auto& place = layout_.places[at(i)];
    return base_ + offsets_[at(place.buffer)] + place.first_channel * (bf16(i) ? 2 : 4);
  }

  Pixels pixels(int i) const {
    const auto& one = node(i);
    return {address(i),
            bf16(i),
            batch,
            one.size.height,
            one.size.width,
            one.channels,
            layout_.places[at(i)].stride};
  }

  void add_primitive(int i) {
    const auto& described = primitives_.at(i);
    std::unordered_map<int, memory> arguments{
        {DNNL_ARG_SRC, memory(image(node(i).inputs[0]), processor(), address(node(i).inputs[0]))},
        {DNNL_ARG_DST, memory(image(i), processor(), address(i))},
        {DNNL_ARG_SCRATCHPAD, memory(described.scratchpad, processor(), base_ + offsets_.back())}};
    if (!described.weights.is_zero()) {
      const auto& weights = weights_.at(i);
      arguments.emplace(DNNL_ARG_WEIGHTS, *weights.weights);
      if (weights.bias) arguments.emplace(DNNL_ARG_BIAS, *weights.bias);
    }
    steps.push_back({fmt::format("{} {} {}x{} {}", described.implementation, node(i).channels,
                                 node(i).size.height, node(i).size.width, node(i).window.kernel.height),
                     [primitive = described.make(), arguments = std::move(arguments)](dnnl::stream& stream) {
                       primitive.execute(stream, arguments);
                     }});
  }

  template <class Work>
  void add_own(const char* what, int i, Work work) {
    steps.push_back(
        {fmt::format("{} {} {}x{}", what, node(i).channels, node(i).size.height, node(i).size.width),
         [work](dnnl::stream&) { work(); }});
  }

  void make_step(int i) {
    const auto& one = node(i);
    const auto to = pixels(i), from = pixels(one.inputs[0]);
    const auto own = [&](const char* what, auto work) { add_own(what, i, work); };
    switch (one.operation) {
      case Operation::image:
        return;
      case Operation::convolution:
      case Operation::transposed_convolution:
      case Operation::max_pool:
      case Operation::average_pool: {
        if (one.sums && address(i) != address(one.inputs.back())) {
          const auto term = pixels(one.inputs.back());
          own("copy", [term, to] { copy(term, to); });
        }
        add_primitive(i);
        return;
      }
      case Operation::relu:
        return own("relu", [from, to] { relu(from, to); });
      case Operation::silu:
        return own("silu", [from, to] { silu(from, to); });
      case Operation::sigmoid:
        return own("sigmoid", [from, to] { sigmoid(from, to); });
      case Operation::mean:
        return own("mean", [from, to] { mean(from, to); });
      case Operation::spread:
        return own("spread", [from, to] { spread(from, to); });
      case Operation::enlarge:
        return own("enlarge", [from, to, align = one.align_corners] { enlarge(from, to, align); });
      case Operation::pad:
        return own("pad", [from, to, offset = one.offset] { pad(from, to, offset.height, offset.width); });
      case Operation::multiply: {
        const auto gate = pixels(one.inputs[1]);
        return own("multiply", [from, gate, to] { multiply(from, gate, to); });
      }
      case Operation::add: {
        const auto other = pixels(one.inputs[1]);
        return own("add", [from, other, to, factor = one.factor, rectifies = one.activation.has_value()] {
          add(from, other, to, factor, rectifies);
        });
      }
      case Operation::concatenate: {
        std::int64_t first = 0;
        for (const int input : one.inputs) {
          Pixels part = pixels(i);
          part.channels = node(input).channels;
          part.data = static_cast<std::byte*>(part.data) + first * (part.bf16 ? 2 : 4);
          first += part.channels;
          const auto source = pixels(input);
          if (source.data != part.data) own("concatenate", [source, part] { copy(source, part); });
        }
        return;
      }
    }
  }

  torch::Tensor view(int i) const {
    const auto& one = node(i);
    const auto h = one.size.height, w = one.size.width, c = one.channels;
    return torch::from_blob(address(i), {batch, c, h, w}, {h * w * c, 1, w * c, c},
                            torch::TensorOptions(bf16(i) ? torch::kBFloat16 : torch::kFloat32));
  }

  Graph graph;
  std::int64_t batch;
  std::vector<Step> steps;

 private:
  GraphLayout layout_;
  torch::Tensor block_;
  std::size_t scratch_ = 0;
  std::vector<std::size_t> offsets_;  // of buffers, the last of the scratchpad
  std::uint8_t* base_ = nullptr;
  std::map<int, onednn::Primitive> primitives_;
  std::map<int, onednn::Weights> weights_;
};

OneDnnProgram::OneDnnProgram(const Graph& graph, std::int64_t batch, Precision precision)
    : state_(std::make_unique<State>(graph, batch, precision)) {}
OneDnnProgram::~OneDnnProgram() = default;

void OneDnnProgram::take_weights(Graph graph) {
  state_->prepare([&](int i, const memory::desc& wanted) {
    auto& node = graph.nodes[at(i)];
    const auto packed = onednn::pack_weights(node, wanted);
    node.weight = node.scale = node.bias = torch::Tensor();
    return packed;
  });
}

void OneDnnProgram::take_weights(const OneDnnProgram& kin) {
  // By order: with another size of images a node may have another number.
  auto next = kin.state_->weights().begin();
  const auto end = kin.state_->weights().end();
  state_->prepare([&](int, const memory::desc& wanted) {
    if (next == end) throw failure("the network has other layers for images of another size");
    return onednn::packed_again((next++)->second, wanted);
  });
}

torch::Tensor OneDnnProgram::run(const torch::Tensor& images) const {
  const torch::NoGradGuard no_gradients;
  state_->view(0).copy_(images);
  dnnl::stream stream(processor());
  for (const auto& step : state_->steps) step.work(stream);
  stream.wait();
  const auto result = state_->view(state_->graph.output).to(torch::kFloat32, false, true);
  return state_->graph.gives_vectors ? result.flatten(1) : result;
}

std::vector<std::pair<std::string, double>> OneDnnProgram::profile(const torch::Tensor& images,
                                                                   int repeats) const {
  using Clock = std::chrono::steady_clock;
  std::vector<std::pair<std::string, double>> seconds;
  for (const auto& step : state_->steps) seconds.emplace_back(step.what, 1e9);
  for (int repeat = 0; repeat < repeats; ++repeat) {
    state_->view(0).copy_(images);
    dnnl::stream stream(processor());
    for (std::size_t i = 0; i < seconds.size(); ++i) {
      const auto start = Clock::now();
      state_->steps[i].work(stream);
      stream.wait();
      seconds[i].second =
          std::min(seconds[i].second, std::chrono::duration<double>(Clock::now() - start).count());
    }
  }
  return seconds;
}

}  // namespace residuum::nn
