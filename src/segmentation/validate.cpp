#include "segmentation/validate.h"

#include <torch/torch.h>

#include "core/log.h"
#include "segmentation/maps.h"

namespace residuum::segmentation {
namespace {

using Slices = std::vector<std::int64_t>;

struct Scored {
  double dice = 0, loss = 0;  // both empty: a Dice of 1; the loss summed over slices
};

// Maps of one network's probabilities: of all slices that follow in float32, once bf16 (on a GPU: fp16) has
// given values that are not finite.
class Maps {
 public:
  Maps(const std::shared_ptr<nn::Network>& network, const Options& options, const nn::Compute& compute)
      : network_(network), options_(options), compute_(compute) {
    predictors_.emplace_back(*network_, compute_);
  }

  torch::Tensor operator()(const torch::Tensor& images) {
    auto maps = of(images);
    if (!maps && compute_.precision != nn::Precision::fp32) {
      log_warning("{}: values that are not finite in {}; validated in float32", options_.network,
                  nn::to_string(compute_.precision));
      compute_.precision = nn::Precision::fp32;
      predictors_.clear();
      predictors_.emplace_back(*network_, compute_);
      maps = of(images);
    }
    if (!maps) throw diverged();
    return *maps;
  }

 private:
  std::optional<torch::Tensor> of(const torch::Tensor& images) {
    return probability_maps(predictors_, images, values_as_they_are(options_), options_.test_flips,
                            options_.batch);
  }

  std::shared_ptr<nn::Network> network_;
  const Options& options_;
  nn::Compute compute_;
  std::vector<learn::Predictor> predictors_;
};

Scored score(Maps& maps, const SliceSet& set, const Slices& slices, const Options& options) {
  const auto probability = maps(set.standardised(set.images(slices, options.neighbours), slices));
  const auto target = set.masks(slices);
  const auto predicted = probability.ge(options.threshold).to(torch::kFloat32);
  const auto sum = [](const torch::Tensor& map) { return map.sum(torch::kFloat64).item<double>(); };
  const double total = sum(predicted) + sum(target);
  const auto loss = torch::binary_cross_entropy(probability.clamp(1e-7, 1 - 1e-7), target);
  return {total == 0 ? 1 : 2 * sum(predicted * target) / total,
          loss.item<double>() * static_cast<double>(slices.size())};
}

std::vector<Slices> by_patient(const SliceSet& set, const Slices& slices) {
  std::vector<Slices> groups;
  for (const auto slice : slices) {
    const auto patient = [&](std::int64_t one) { return set.patient(static_cast<std::size_t>(one)); };
    if (groups.empty() || patient(groups.back().back()) != patient(slice)) groups.emplace_back();
    groups.back().push_back(slice);
  }
  return groups;
}

// In groups of `size`; of the slices with tumour alone, or alone of those without.
std::vector<Slices> in_batches(const SliceSet& set, const Slices& slices, bool tumour, int size) {
  std::vector<Slices> groups;
  for (const auto slice : slices) {
    if (set.tumour(static_cast<std::size_t>(slice)) != tumour) continue;
    if (groups.empty() || groups.back().size() == static_cast<std::size_t>(size)) groups.emplace_back();
    groups.back().push_back(slice);
  }
  return groups;
}

}  // namespace

learn::Validation validate(const std::shared_ptr<nn::Network>& network, const SliceSet& set,
                           const Slices& slices, const Options& options, const nn::Compute& compute) {
  learn::Validation result;
  Maps maps(network, options, compute);
  const bool patients = options.score == "patient";
  const int size = options.score == "slice" ? 1 : options.batch;
  const auto scored_groups = patients ? by_patient(set, slices) : in_batches(set, slices, true, size);
  for (const auto& group : scored_groups) {
    const auto scored = score(maps, set, group, options);
    result.score += scored.dice / static_cast<double>(scored_groups.size());
    result.loss += scored.loss / static_cast<double>(slices.size());
  }
  if (patients) return result;
  for (const auto& group : in_batches(set, slices, false, options.batch))
    result.loss += score(maps, set, group, options).loss / static_cast<double>(slices.size());
  return result;
}

std::vector<HeldOutSlice> slice_dice(const std::shared_ptr<nn::Network>& network, const SliceSet& set,
                                     const Slices& slices, const Options& options,
                                     const nn::Compute& compute) {
  Maps maps(network, options, compute);
  std::vector<HeldOutSlice> scored;
  for (const auto& one : in_batches(set, slices, true, 1)) {
    scored.push_back(
        {set.patient(static_cast<std::size_t>(one.front())), score(maps, set, one, options).dice});
  }
  return scored;
}

}  // namespace residuum::segmentation
