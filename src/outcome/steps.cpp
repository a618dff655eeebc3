#include "outcome/steps.h"

#include <torch/torch.h>

#include <algorithm>
#include <numeric>

namespace residuum::outcome {
namespace {

torch::Tensor all_of(std::int64_t count) {
  return torch::arange(count, torch::kInt64);
}

torch::Tensor draw_slices(std::int64_t bag, const Options& options, Random& random) {
  if (options.unit == Unit::stack) return all_of(std::min<std::int64_t>(bag, stacked_slices));
  if (options.max_slices == 0 || bag <= options.max_slices) return all_of(bag);
  std::vector<std::int64_t> indices(static_cast<std::size_t>(bag));
  std::iota(indices.begin(), indices.end(), std::int64_t{0});
  random.shuffle(indices);
  indices.resize(static_cast<std::size_t>(options.max_slices));
  return torch::tensor(indices);
}

std::vector<Sample> samples_of(const BagSet& set, const Options& options, Random& random) {
  std::vector<Sample> samples;
  for (std::size_t patient = 0; patient < set.bags.size(); ++patient) {
    const auto bag = set.bags[patient].size(0);
    if (options.unit != Unit::image) {
      samples.push_back({patient, draw_slices(bag, options, random), 1});
      continue;
    }
    const auto drawn = draw_slices(bag, options, random);
    for (std::int64_t i = 0; i < drawn.size(0); ++i) samples.push_back({patient, drawn.narrow(0, i, 1), 1});
  }
  return samples;
}

void weigh(std::vector<Sample>& samples, const BagSet& set) {
  double counts[2] = {0, 0};
  for (const auto& sample : samples) ++counts[set.outcomes[sample.patient]];
  for (auto& sample : samples) {
    sample.weight =
        static_cast<float>(static_cast<double>(samples.size()) / (2 * counts[set.outcomes[sample.patient]]));
  }
}

// Half of each outcome: all of the more frequent one's half, the rarer one's again and again.
std::vector<Sample> balanced(const std::vector<Sample>& samples, const BagSet& set) {
  std::vector<Sample> of[2];
  for (const auto& sample : samples) of[set.outcomes[sample.patient]].push_back(sample);
  if (of[0].empty() || of[1].empty()) return samples;
  std::vector<Sample> drawn;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto& outcome = of[i % 2];
    drawn.push_back(outcome[i / 2 % outcome.size()]);
  }
  return drawn;
}

}  // namespace

std::vector<Step> steps_of_epoch(const BagSet& set, const Options& options, Random& random) {
  auto samples = samples_of(set, options, random);
  random.shuffle(samples);
  if (options.balance == "sampling") {
    samples = balanced(samples, set);
    random.shuffle(samples);
  } else if (options.balance == "weights") {
    weigh(samples, set);
  }
  const bool by_patient = options.unit == Unit::stack;
  const auto images_of = [&](const Sample& sample) { return by_patient ? 1 : sample.slices.size(0); };
  const std::int64_t most = by_patient ? options.patient_batch : options.batch;
  std::vector<Step> steps(1);
  std::vector<std::int64_t> images(1, 0);
  for (auto& sample : samples) {
    if (images.back() > 1 && images.back() + images_of(sample) > most) {
      steps.emplace_back();
      images.push_back(0);
    }
    images.back() += images_of(sample);
    steps.back().slices += sample.slices.size(0);
    steps.back().samples.push_back(std::move(sample));
  }
  if (steps.size() > 1 && images.back() == 1) {
    Step last = std::move(steps.back());
    steps.pop_back();
    steps.back().slices += last.slices;
    steps.back().samples.push_back(std::move(last.samples.front()));
  }
  return steps;
}

}  // namespace residuum::outcome
