#include "segmentation/leak.h"

#include <algorithm>

#include "core/error.h"
#include "segmentation/member.h"
#include "segmentation/validate.h"

namespace residuum::segmentation {
namespace {

std::size_t with_tumour(const SliceSet& set, const std::vector<std::int64_t>& slices) {
  return static_cast<std::size_t>(std::count_if(slices.begin(), slices.end(), [&](std::int64_t slice) {
    return set.tumour(static_cast<std::size_t>(slice));
  }));
}

}  // namespace

double mean_dice(const std::vector<HeldOutSlice>& slices) {
  double sum = 0;
  for (const auto& slice : slices) sum += slice.dice;
  return sum / static_cast<double>(slices.size());
}

LeakMeasure measure_leak(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                         const nn::Compute& compute, const fs::path& work_folder, const SliceCache& cache) {
  if (training.patients().size() < 2)
    throw input_error("the leak check needs two outlined training patients at least");
  const SliceSet set(training, load, options, cache, compute.threads);
  const auto patients = by_patient(training, set, options);
  const auto images = by_image_like(patients, set, options);
  require_tumour(set, {patients, images});
  // The epoch is chosen by the Dice of slices in both.
  auto own = options;
  own.score = "slice";
  const auto run = [&](const Part& part, const char* name) {
    const auto member = train_member(set, part, own, compute, fmt::format("leak check, split by {}", name),
                                     work_folder / fmt::format("leak-{}.safetensors", name));
    return slice_dice(member.network, set, part.validation, own, compute);
  };
  LeakMeasure measure;
  measure.fitting_slices = with_tumour(set, patients.fitting);
  measure.by_patient = run(patients, "patient");
  measure.by_image = run(images, "image");
  return measure;
}

}  // namespace residuum::segmentation
