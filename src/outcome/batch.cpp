#include "outcome/batch.h"

#include <torch/torch.h>

#include "core/error.h"
#include "learn/augment.h"

namespace residuum::outcome {

learn::Augmentation augmentation_of(const std::string& name) {
  if (name == "full") return {};
  if (name == "flips") return {true, 0, 0, 0, 0, 0, 0, 0};
  if (name == "none") return {false, 0, 0, 0, 0, 0, 0, 0};
  throw input_error("augmentation \"{}\" is unknown; full, flips or none is allowed", name);
}

std::string describe_augmentation(const std::string& augment) {
  return augment == "none" ? "none" : learn::describe(augmentation_of(augment));
}

Batch make_batch(const BagSet& set, const Step& step, const Options& options, Random& random) {
  std::vector<torch::Tensor> slices;
  std::vector<std::int64_t> sample_of, owners;
  std::vector<float> outcomes, weights;
  for (std::size_t i = 0; i < step.samples.size(); ++i) {
    const auto& sample = step.samples[i];
    slices.push_back(set.bags[sample.patient].index_select(0, sample.slices));
    sample_of.insert(sample_of.end(), static_cast<std::size_t>(sample.slices.size(0)),
                     static_cast<std::int64_t>(i));
    outcomes.push_back(static_cast<float>(set.outcomes[sample.patient]));
    weights.push_back(sample.weight);
    owners.push_back(static_cast<std::int64_t>(sample.patient));
  }
  Batch batch{grey(torch::cat(slices)), torch::tensor(sample_of), torch::tensor(outcomes),
              torch::tensor(weights), torch::tensor(owners)};
  if (options.augment == "none") return batch;
  const auto augmentation = augmentation_of(options.augment);
  // The channels of a stack are changed alike, or they would no longer lie over one another.
  const bool alike = options.unit == Unit::stack;
  const auto count = alike ? batch.outcomes.size(0) : step.slices;
  auto affine = learn::random_affine(count, augmentation, random);
  if (alike) affine = affine.index_select(0, batch.patient);
  batch.grey = learn::warp(batch.grey, affine);
  if (options.augment == "full") batch.grey = learn::vary_intensity(batch.grey, augmentation, random);
  return batch;
}

}  // namespace residuum::outcome
