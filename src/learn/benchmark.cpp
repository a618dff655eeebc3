#include "learn/benchmark.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "core/memory.h"
#include "core/temporary_file.h"
#include "learn/autocast.h"
#include "learn/kept_memory.h"
#include "learn/optimiser.h"
#include "nn/blank_weights.h"
#include "nn/engine.h"
#include "nn/network.h"
#include "nn/placement.h"

namespace residuum::learn {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_of(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Of at least 5 runs and of 3 seconds.
double fastest(const std::function<void()>& work) {
  double best = 1e9, total = 0;
  for (int runs = 0; runs < 5 || total < 3; ++runs) {
    const double seconds = seconds_of(work);
    best = std::min(best, seconds);
    total += seconds;
  }
  return best;
}

bool segments(const std::string& network) {
  return std::ranges::count(nn::network_names(nn::NetworkTask::segment), network) > 0;
}

torch::Tensor random_images(const BenchmarkResult& of, const nn::Network& network,
                            const nn::Compute& compute) {
  return nn::network_input(torch::rand({of.batch, 3, of.size, of.size}), network.traits().normalisation,
                           compute);
}

double operations_of(nn::Network& network, const torch::Tensor& images) {
  network.eval();
  return nn::Engine(network, {}).floating_point_operations(images) * static_cast<double>(images.size(0));
}

// From a file of weights to probabilities, as every model predicts.
BenchmarkResult prediction(BenchmarkResult result, const std::string& name, const nn::Compute& compute) {
  const TemporaryFile weights("residuum-bench", ".safetensors");
  torch::Tensor images;
  {
    const auto network = nn::make_any_network(name, 1, 3);
    nn::write_safetensors(weights.path(), nn::state_of(*network));
    images = random_images(result, *network, compute);
    result.operations = operations_of(*network, images);
  }
  const torch::NoGradGuard no_gradients;
  std::shared_ptr<nn::Network> network;
  std::optional<nn::Engine> engine;
  return measured(result, [&] {
    if (!engine) {
      const nn::BlankWeights blank;
      network = nn::make_any_network(name, 1, 3);
      nn::load_state(*network, nn::read_safetensors(weights.path(), nn::Reading::mapped), name);
      network->eval();
      network->to(nn::device_of(compute));
      engine.emplace(*network, compute, nn::NetworkWeights::are_released);
    }
    (*engine)(images).sum().item<float>();
  });
}

BenchmarkResult training(BenchmarkResult result, const std::string& name, const nn::Compute& compute) {
  const auto network = nn::make_any_network(name, 1, 3);
  const auto images = random_images(result, *network, compute);
  result.operations = 3 * operations_of(*network, images);  // back to the images and to the weights, too
  nn::place(*network, compute);
  network->train();
  const KeptMemory kept;
  Optimiser optimiser("sgd", network->parameters());
  optimiser.set_learning_rate(1e-4);
  return measured(result, [&] {
    torch::Tensor logits;
    {
      const AutocastScope autocast(compute);
      logits = network->forward(images);
    }
    logits = logits.to(torch::kFloat32);
    optimiser.step(torch::binary_cross_entropy_with_logits(logits, torch::zeros_like(logits)));
  });
}

}  // namespace

BenchmarkResult measured(BenchmarkResult result, const std::function<void()>& work) {
  return_freed_memory();  // of what came before
  forget_peak_memory();
  result.first_seconds = seconds_of(work);
  result.seconds = fastest(work);
  result.peak_memory = peak_memory_mib().value_or(0) * (1 << 20);
  return result;
}

BenchmarkResult benchmark(const std::string& name, Work work, const nn::Compute& compute, int batch) {
  torch::manual_seed(1);
  BenchmarkResult result;
  result.batch = batch > 0 ? batch : segments(name) ? 2 : 8;
  result.size = segments(name) ? 256 : 224;
  const auto used = work == Work::predict ? compute : nn::training_compute(name, compute);
  result.precision = used.precision;
  return work == Work::predict ? prediction(result, name, used) : training(result, name, used);
}

double peak_matrix_rate(const nn::Compute& compute) {
  constexpr std::int64_t side = 2048;
  const auto type = compute.precision == nn::Precision::bf16 ? torch::kBFloat16 : torch::kFloat32;
  const auto options = torch::TensorOptions(nn::device_of(compute)).dtype(type);
  const auto a = torch::ones({side, side}, options), b = torch::ones({side, side}, options);
  auto product = torch::empty({side, side}, options);
  const torch::NoGradGuard no_gradients;
  const auto multiply = [&] {
    torch::mm_out(product, a, b);
    product[0][0].item<float>();  // waits for a GPU
  };
  multiply();
  return 2.0 * side * side * side / fastest(multiply);
}

}  // namespace residuum::learn
