#include "segmentation/validate.h"

#include <torch/torch.h>

#include "segmentation/maps.h"

namespace residuum::segmentation {
namespace {

using Slices = std::vector<std::int64_t>;

struct Scored {
  double dice = 0, loss = 0;  // both empty: a Dice of 1; the loss summed over slices
};

Scored score(std::vector<learn::Predictor>& network, const SliceSet& set, const Slices& slices,
             const Options& options) {
  const auto images = set.standardised(set.images(slices, options.neighbours), slices);
  const auto probability =
      probability_maps(network, images, values_as_they_are(options), options.test_flips, options.batch);
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
  std::vector<learn::Predictor> predictors;
  predictors.emplace_back(*network, compute);
  const bool patients = options.score == "patient";
  const int size = options.score == "slice" ? 1 : options.batch;
  const auto scored_groups = patients ? by_patient(set, slices) : in_batches(set, slices, true, size);
  for (const auto& group : scored_groups) {
    const auto scored = score(predictors, set, group, options);
    result.score += scored.dice / static_cast<double>(scored_groups.size());
    result.loss += scored.loss / static_cast<double>(slices.size());
  }
  if (patients) return result;
  for (const auto& group : in_batches(set, slices, false, options.batch))
    result.loss += score(predictors, set, group, options).loss / static_cast<double>(slices.size());
  return result;
}

std::vector<HeldOutSlice> slice_dice(const std::shared_ptr<nn::Network>& network, const SliceSet& set,
                                     const Slices& slices, const Options& options,
                                     const nn::Compute& compute) {
  std::vector<learn::Predictor> predictors;
  predictors.emplace_back(*network, compute);
  std::vector<HeldOutSlice> scored;
  for (const auto& one : in_batches(set, slices, true, 1)) {
    scored.push_back(
        {set.patient(static_cast<std::size_t>(one.front())), score(predictors, set, one, options).dice});
  }
  return scored;
}

}  // namespace residuum::segmentation
