#include <torch/torch.h>

#include <algorithm>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/progress.h"
#include "learn/augment.h"
#include "learn/autocast.h"
#include "learn/batches.h"
#include "learn/loop.h"
#include "learn/optimiser.h"
#include "learn/predict.h"
#include "nn/placement.h"
#include "nn/pretrained.h"
#include "segmentation/loss.h"
#include "segmentation/model_file.h"
#include "segmentation/segmentation.h"
#include "segmentation/slices.h"

namespace residuum::segmentation {
namespace {

std::vector<std::int64_t> slices_where(const SliceSet& set, bool tumour) {
  std::vector<std::int64_t> indices;
  for (std::size_t i = 0; i < set.tumour.size(); ++i) {
    if (set.tumour[i] == tumour) indices.push_back(static_cast<std::int64_t>(i));
  }
  return indices;
}

// Every slice with tumour and a fresh draw of those without.
std::vector<std::int64_t> slices_of_epoch(const SliceSet& set, double background_share, Random& random) {
  auto indices = slices_where(set, true);
  auto background = slices_where(set, false);
  random.shuffle(background);
  const auto wanted =
      static_cast<std::size_t>(std::lround(background_share * static_cast<double>(indices.size())));
  background.resize(std::min(background.size(), wanted));
  indices.insert(indices.end(), background.begin(), background.end());
  random.shuffle(indices);
  return indices;
}

// Mean over patients of the Dice of all their slices together, in the networks' frame.
learn::Validation validate(nn::Network& network, const SliceSet& set, const Options& options,
                           const nn::Compute& compute) {
  const auto probability = learn::probabilities(network, set.images, compute, options.batch);
  const auto target = set.masks.to(torch::kFloat32);
  const auto predicted = probability.ge(options.threshold).to(torch::kFloat32);
  const auto sums = [](const torch::Tensor& maps) { return maps.flatten(1).sum(1, false, torch::kFloat64); };
  const auto overlap = sums(predicted * target), total = sums(predicted) + sums(target);
  const auto patient = torch::tensor(set.patients);
  const auto count = set.patients.back() + 1;
  const auto per_patient = [&](const torch::Tensor& of_slices) {
    return torch::zeros({count}, torch::kFloat64).index_add_(0, patient, of_slices);
  };
  const auto empty = per_patient(total).eq(0);
  const auto dice = torch::where(empty, torch::ones({count}, torch::kFloat64),
                                 2 * per_patient(overlap) / per_patient(total).clamp_min(1));
  const auto loss = torch::binary_cross_entropy(probability.clamp(1e-7, 1 - 1e-7), target);
  return {loss.item<double>(), dice.mean().item<double>()};
}

class Trainer {
 public:
  Trainer(nn::Network& network, const SliceSet& fitting, const Options& options, const nn::Compute& compute)
      : network_(network),
        fitting_(fitting),
        options_(options),
        compute_(compute),
        optimiser_(learn::make_optimiser(options.optimiser, network.parameters())) {}

  torch::optim::Optimizer& optimiser() { return *optimiser_; }

  double epoch(int epoch, Random& random) {
    const auto batches = learn::batches_of(slices_of_epoch(fitting_, options_.background_share, random),
                                           static_cast<std::size_t>(options_.batch));
    Progress progress(fmt::format("segmentation, epoch {}/{}", epoch + 1, options_.epochs), batches.size());
    double loss = 0, images = 0;
    for (std::size_t i = 0; i < batches.size(); ++i) {
      stop_if_interrupted();
      const double done =
          (epoch + static_cast<double>(i) / static_cast<double>(batches.size())) / options_.epochs;
      learn::set_learning_rate(*optimiser_,
                               learn::scheduled_rate(options_.optimiser, options_.learning_rate, done));
      const auto count = static_cast<double>(batches[i].size());
      loss += count * step(batches[i], random);
      images += count;
      progress.tick(fmt::format("loss {:.3f}", loss / images));
    }
    return loss / images;
  }

 private:
  double step(const std::vector<std::int64_t>& batch, Random& random) {
    const learn::Augmentation augmentation;
    const auto chosen = torch::tensor(batch);
    const auto affine = learn::random_affine(chosen.size(0), augmentation, random);
    const auto grey = learn::warp(fitting_.images.index_select(0, chosen).to(torch::kFloat32), affine);
    const auto mask = learn::warp(fitting_.masks.index_select(0, chosen).to(torch::kFloat32), affine);
    const auto input = nn::network_input(learn::vary_intensity(grey, augmentation, random),
                                         network_.traits().normalisation, compute_);
    torch::Tensor logits;
    {
      const learn::AutocastScope autocast(compute_);
      logits = network_.forward(input).squeeze(1);
    }
    const auto target = mask.ge(0.5).to(nn::device_of(compute_), torch::kFloat32);
    return learn::step(*optimiser_, options_.optimiser,
                       segmentation_loss(logits.to(torch::kFloat32), target));
  }

  nn::Network& network_;
  const SliceSet& fitting_;
  const Options& options_;
  const nn::Compute& compute_;
  std::unique_ptr<torch::optim::Optimizer> optimiser_;
};

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

}  // namespace

learn::History train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                     const nn::Compute& compute, const fs::path& model, const fs::path& work_folder) {
  require_enough(training, options);
  const auto parts = training.hold_out(options.validation_fraction, derive_seed(options.seed, "hold out"));
  if (parts.validation.patients().empty()) {
    throw input_error(
        "no outlined training patient could be held out: outline two patients of one outcome at least");
  }
  torch::manual_seed(derive_seed(options.seed, "initial weights"));
  const auto network = nn::make_network(options.network, nn::NetworkTask::segment, 1);
  if (!options.pretrained.empty()) nn::load_pretrained(*network, options.pretrained);

  const auto fitting = load_slices(parts.fitting, load, options.image_size, compute.threads);
  const auto validation = load_slices(parts.validation, load, options.image_size, compute.threads);
  if (slices_where(fitting, true).empty())
    throw input_error("no slice of the outlined training patients has tumour");
  log_info("segmentation: {} patients with {} slices to learn from, {} with {} to choose the epoch on",
           parts.fitting.patients().size(), fitting.patients.size(), parts.validation.patients().size(),
           validation.patients.size());

  nn::place(*network, compute);
  Trainer trainer(*network, fitting, options, compute);
  learn::LoopOptions loop;
  loop.title = "segmentation";
  loop.epochs = options.epochs;
  loop.seed = options.seed;
  loop.checkpoint = work_folder / "checkpoint.safetensors";
  loop.fingerprint =
      sha256(fitting.hash() + validation.hash() + settings_text(options) + nn::to_string(compute.precision));
  const auto history = learn::run_loop(
      *network, trainer.optimiser(), loop,
      [&](int epoch, Random& random) { return trainer.epoch(epoch, random); },
      [&] { return validate(*network, validation, options, compute); });
  write_model(model, *network, options, history,
              {parts.fitting.patients().size(), parts.validation.patients().size()});
  return history;
}

}  // namespace residuum::segmentation
