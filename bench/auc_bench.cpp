// Time of the AUC with DeLong's variance and of DeLong's paired test, by the number of scores: n log n, below
// a second for a million.
#include <benchmark/benchmark.h>

#include "core/random.h"
#include "stats/roc_tests.h"

namespace {

using namespace residuum;

struct Scores {
  std::vector<double> first, second;
  std::vector<int> labels;
};

Scores random_scores(std::int64_t count) {
  Random random(1);
  Scores scores;
  for (std::int64_t i = 0; i < count; ++i) {
    scores.labels.push_back(random.chance(0.3));
    scores.first.push_back(random.normal(scores.labels.back()));
    scores.second.push_back(scores.first.back() + random.normal());
  }
  return scores;
}

void auc_delong(benchmark::State& state) {
  const auto scores = random_scores(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(stats::auc_delong(scores.first, scores.labels));
  state.SetComplexityN(state.range(0));
}

void delong_paired(benchmark::State& state) {
  const auto scores = random_scores(state.range(0));
  for (auto _ : state)
    benchmark::DoNotOptimize(stats::delong_paired(scores.first, scores.second, scores.labels));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(auc_delong)->RangeMultiplier(10)->Range(1000, 1000000)->Unit(benchmark::kMillisecond)->Complexity();
BENCHMARK(delong_paired)
    ->RangeMultiplier(10)
    ->Range(1000, 1000000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

}  // namespace

BENCHMARK_MAIN();
