// Time of one step of each network, float32 against bf16, side by side: prediction and training, channels
// last, as the program runs them. `images/s` is the figure to compare.
#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include "learn/autocast.h"
#include "learn/optimiser.h"
#include "nn/compute.h"
#include "nn/network.h"
#include "nn/placement.h"

namespace {

using namespace residuum;

nn::Compute compute_with(const std::string& precision) {
  return nn::set_up_compute({"auto", precision, 0});
}

void finish(benchmark::State& state, const nn::Compute& compute, int batch) {
  state.SetLabel(nn::describe(compute));
  state.counters["images/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * batch, benchmark::Counter::kIsRate);
}

void predict(benchmark::State& state, const char* name, nn::NetworkTask task, const char* precision) {
  const auto compute = compute_with(precision);
  const int batch = 8;
  const auto size = state.range(0);
  auto network = nn::make_network(name, task, 1);
  nn::place(*network, compute);
  network->eval();
  const torch::NoGradGuard no_gradients;
  const auto images = nn::network_input(torch::rand({batch, size, size}), {}, compute);
  const learn::AutocastScope autocast(compute);
  const auto step = [&] { benchmark::DoNotOptimize(network->forward(images).sum().item<float>()); };
  step();
  for (auto _ : state) step();
  finish(state, compute, batch);
}

void train(benchmark::State& state, const char* name, nn::NetworkTask task, const char* precision) {
  const auto compute = compute_with(precision);
  const int batch = 8;
  const auto size = state.range(0);
  auto network = nn::make_network(name, task, 1);
  nn::place(*network, compute);
  network->train();
  learn::Optimiser optimiser("adamw", network->parameters());
  optimiser.set_learning_rate(1e-4);
  const auto images = nn::network_input(torch::rand({batch, size, size}), {}, compute);
  const auto step = [&] {
    torch::Tensor loss;
    {
      const learn::AutocastScope autocast(compute);
      loss = network->forward(images).to(torch::kFloat32).square().mean();
    }
    benchmark::DoNotOptimize(optimiser.step(loss));
  };
  step();
  for (auto _ : state) step();
  finish(state, compute, batch);
}

// clang-format off
#define RESIDUUM_STEPS(work, network, task, ...)                                                  \
  BENCHMARK_CAPTURE(work, network##_fp32, #network, nn::NetworkTask::task, "fp32")->__VA_ARGS__   \
      ->UseRealTime()->Unit(benchmark::kMillisecond);                                             \
  BENCHMARK_CAPTURE(work, network##_bf16, #network, nn::NetworkTask::task, "bf16")->__VA_ARGS__   \
      ->UseRealTime()->Unit(benchmark::kMillisecond)
// clang-format on

RESIDUUM_STEPS(predict, resnet50, classify, Arg(224));
RESIDUUM_STEPS(predict, deeplabv3_resnet50, segment, Arg(128)->Arg(160));
RESIDUUM_STEPS(train, resnet18, classify, Arg(112)->Arg(224));
RESIDUUM_STEPS(train, resnet50, classify, Arg(112)->Arg(224));
RESIDUUM_STEPS(train, deeplabv3_resnet50, segment, Arg(128)->Arg(160));
RESIDUUM_STEPS(train, unet16, segment, Arg(128)->Arg(160));

}  // namespace

BENCHMARK_MAIN();
