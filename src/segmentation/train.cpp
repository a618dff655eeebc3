#include <torch/torch.h>

#include "core/error.h"
#include "core/log.h"
#include "core/random.h"
#include "nn/catalogue.h"
#include "segmentation/member.h"
#include "segmentation/model_file.h"
#include "segmentation/segmentation.h"

namespace residuum::segmentation {
namespace {

void require_enough(const cohort::TrainingCohort& training, const Options& options) {
  const auto count = training.patients().size();
  if (count < 2) {
    throw input_error(
        "{} outlined patient(s) in the training cohort; segmentation needs two at least, one to learn from and "
        "one to choose the epoch on: outline more patients (column mask of cohort.csv)",
        count);
  }
  if (options.batch < 2)
    throw input_error("segmentation.batch {}: two images at least are needed", options.batch);
}

double chosen_score(const learn::History& history) {
  return history.epochs.at(static_cast<std::size_t>(history.chosen_epoch) - 1).validation_score;
}

}  // namespace

Training train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
               const nn::Compute& compute, const fs::path& model, const fs::path& work_folder,
               const SliceCache& cache) {
  require_enough(training, options);
  if (learns_from_parts(options.image_size, options.patch) && nn::pools_image(options.network)) {
    log_warning(
        "segmentation.patch {}: {} pools over its whole image, and whole slices, which it predicts, are another "
        "image than parts; let it learn from whole slices, at the end at least",
        options.patch, options.network);
  }
  const SliceSet set(training, load, options, cache, compute.threads);
  const auto parts = parts_of(training, set, options);
  require_tumour(set, parts);
  Training result;
  result.patients = set.patients();
  result.frame_height = set.extent().height;
  result.frame_width = set.extent().width;
  std::vector<std::shared_ptr<nn::Network>> networks;
  double weight = 0;
  for (std::size_t fold = 0; fold < parts.size(); ++fold) {
    const auto& part = parts[fold];
    auto of_fold = options;
    auto title = "segmentation by " + options.network;
    if (parts.size() > 1) {
      of_fold.seed = derive_seed(options.seed, fmt::format("fold {}", fold));
      title += fmt::format(", fold {}/{}", fold + 1, parts.size());
    }
    log_info("{}: {} patients with {} slices to learn from, {} with {} to choose the epoch on", title,
             part.fitting_patients, part.fitting.size(), part.validation_patients, part.validation.size());
    auto member = train_member(set, part, of_fold, compute, title,
                               work_folder / fmt::format("checkpoint-{}.safetensors", fold + 1));
    const auto patients = static_cast<double>(part.validation_patients);
    result.validation_score += patients * chosen_score(member.history);
    weight += patients;
    result.folds.push_back(std::move(member.history));
    networks.push_back(std::move(member.network));
  }
  result.validation_score /= weight;
  write_model(model, networks, options, result, parts);
  return result;
}

}  // namespace residuum::segmentation
