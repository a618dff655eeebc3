#include "nn/engine.h"

#include <torch/torch.h>

#include <list>
#include <optional>
#include <variant>

#include "core/error.h"
#include "core/log.h"
#include "nn/blank_weights.h"
#include "nn/graph_interpreter.h"
#include "nn/lent_weights.h"
#include "nn/network.h"
#include "nn/onednn_program.h"
#include "nn/placement.h"

namespace residuum::nn {
namespace {

// NaN would be packed without a word.
void require_weights(const Graph& graph) {
  for (const auto& node : graph.nodes) {
    if (node.weight.defined() && is_blank(node.weight))
      throw failure("the engine finds no weights in the network: they were never loaded, or are another's");
  }
}

}  // namespace

struct Engine::State {
  // What runs images of one size, and batches of one size where `batch` is not 0.
  struct Runner {
    Pair size;
    std::int64_t batch;
    std::variant<std::unique_ptr<OneDnnProgram>, std::unique_ptr<GraphInterpreter>> way;
  };

  Network& network;
  Compute compute;
  NetworkWeights weights;
  bool released = false;
  // Programs of the sizes asked for last: weights are shared as far as they want them alike, images' memory
  // is not.
  std::list<Runner> runners;
  // Not kept: its weights may be as large as the network's.
  Graph graph_of(const torch::Tensor& images) const {
    return record(network, images.size(1), {images.size(2), images.size(3)});
  }

  // Of whatever size: it has the weights.
  const OneDnnProgram* kin() const {
    for (const auto& runner : runners) {
      if (runner.way.index() == 0) return std::get<0>(runner.way).get();
    }
    return nullptr;
  }

  std::unique_ptr<OneDnnProgram> program(const torch::Tensor& images) {
    std::optional<LentWeights> lent;
    if (weights == NetworkWeights::are_released && !released) lent.emplace(network);
    auto graph = graph_of(images);
    auto made = std::make_unique<OneDnnProgram>(graph, images.size(0), compute.precision);
    if (const auto* const other = kin()) {
      made->take_weights(*other);
      return made;
    }
    if (lent) {
      lent->move_to(graph);
      released = true;
    }
    require_weights(graph);
    made->take_weights(std::move(graph));
    return made;
  }

  Runner make(const torch::Tensor& images) {
    const Pair size{images.size(2), images.size(3)};
    const auto device = device_of(compute);
    const bool half = compute.precision == Precision::bf16;
    if (device.is_cpu()) {
      try {
        return {size, images.size(0), program(images)};
      } catch (const Error&) {
        throw;
      } catch (const c10::Error& error) {  // of the trace: another way through the network has it, too
        throw failure("images of {} x {} cannot be run: {}", size.width, size.height,
                      error.what_without_backtrace());
      } catch (const std::exception& error) {
        if (released)
          throw failure("images of {} x {} cannot be run: {}", size.width, size.height, error.what());
        log_info("oneDNN has no program for this network and processor ({}); LibTorch runs it", error.what());
      }
    }
    const auto type = !half ? torch::kFloat32 : device.is_cpu() ? torch::kBFloat16 : torch::kHalf;
    const auto graph = graph_of(images);
    require_weights(graph);
    return {size, 0, std::make_unique<GraphInterpreter>(graph, device, type)};
  }

  const Runner& runner_for(const torch::Tensor& images) {
    constexpr std::size_t most = 4;
    const Pair size{images.size(2), images.size(3)};
    const auto found = std::ranges::find_if(runners, [&](const Runner& runner) {
      return runner.size == size && (runner.batch == 0 || runner.batch == images.size(0));
    });
    if (found != runners.end()) {
      runners.splice(runners.begin(), runners, found);
    } else {
      runners.push_front(make(images));
      if (runners.size() > most) runners.pop_back();
    }
    return runners.front();
  }
};

Engine::Engine(Network& network, const Compute& compute, NetworkWeights weights)
    : state_(std::make_unique<State>(State{network, compute, weights, false, {}})) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

void Engine::prepare(torch::IntArrayRef images) {
  state_->runner_for(torch::empty(images));
}

torch::Tensor Engine::operator()(const torch::Tensor& images) {
  const auto& way = state_->runner_for(images).way;
  return std::visit([&](const auto& runner) { return runner->run(images); }, way);
}

double Engine::floating_point_operations(const torch::Tensor& images) {
  return nn::floating_point_operations(state_->graph_of(images));
}

}  // namespace residuum::nn
