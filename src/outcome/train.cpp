#include <torch/torch.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/progress.h"
#include "learn/augment.h"
#include "learn/autocast.h"
#include "learn/loop.h"
#include "learn/optimiser.h"
#include "learn/predict.h"
#include "nn/placement.h"
#include "nn/pretrained.h"
#include "outcome/bag_loss.h"
#include "outcome/bags.h"
#include "outcome/model_file.h"
#include "outcome/outcome.h"
#include "stats/roc.h"

namespace residuum::outcome {
namespace {

// Patients of one step, by index, and which of their slices.
struct Step {
  std::vector<std::size_t> patients;
  std::vector<torch::Tensor> slices;  // int64 indices into each patient's bag
  std::int64_t count = 0;             // slices in all
};

torch::Tensor draw_slices(std::int64_t bag, std::int64_t most, Random& random) {
  std::vector<std::int64_t> indices(static_cast<std::size_t>(bag));
  std::iota(indices.begin(), indices.end(), std::int64_t{0});
  if (bag > most) {
    random.shuffle(indices);
    indices.resize(static_cast<std::size_t>(most));
  }
  return torch::tensor(indices);
}

// Every patient once, in random order. A step of one slice alone joins the one before it: batch norm needs
// two.
std::vector<Step> steps_of_epoch(const BagSet& set, const Options& options, Random& random) {
  std::vector<std::size_t> order(set.bags.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  std::vector<Step> steps(1);
  for (const auto patient : order) {
    const auto slices = draw_slices(set.bags[patient].size(0), options.max_slices, random);
    if (steps.back().count > 1 && steps.back().count + slices.size(0) > options.batch) steps.emplace_back();
    auto& step = steps.back();
    step.patients.push_back(patient);
    step.slices.push_back(slices);
    step.count += slices.size(0);
  }
  if (steps.size() > 1 && steps.back().count == 1) {
    const Step last = std::move(steps.back());
    steps.pop_back();
    auto& before = steps.back();
    before.patients.push_back(last.patients.front());
    before.slices.push_back(last.slices.front());
    before.count += 1;
  }
  return steps;
}

std::vector<double> predict(nn::Network& network, const BagSet& set, const nn::Compute& compute) {
  learn::Predictor predictor(network, compute);
  std::vector<double> probabilities;
  for (const auto& bag : set.bags) {
    probabilities.push_back(predictor(grey(bag), prediction_batch).mean().item<double>());
  }
  return probabilities;
}

learn::Validation validate(nn::Network& network, const BagSet& set, const nn::Compute& compute) {
  const auto probabilities = predict(network, set, compute);
  double loss = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double right = set.outcomes[i] == 1 ? probabilities[i] : 1 - probabilities[i];
    loss -= std::log(std::max(right, 1e-7));
  }
  return {loss / static_cast<double>(probabilities.size()),
          stats::auc_delong(probabilities, set.outcomes).value};
}

class Trainer {
 public:
  Trainer(nn::Network& network, const BagSet& fitting, const Options& options, const nn::Compute& compute,
          std::string title)
      : network_(network),
        fitting_(fitting),
        options_(options),
        compute_(compute),
        title_(std::move(title)),
        optimiser_(learn::make_optimiser(options.optimiser, network.parameters())) {}

  torch::optim::Optimizer& optimiser() { return *optimiser_; }

  double epoch(int epoch, Random& random) {
    const auto steps = steps_of_epoch(fitting_, options_, random);
    Progress progress(fmt::format("{}, epoch {}/{}", title_, epoch + 1, options_.epochs), steps.size());
    double loss = 0, patients = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      stop_if_interrupted();
      const double done =
          (epoch + static_cast<double>(i) / static_cast<double>(steps.size())) / options_.epochs;
      learn::set_learning_rate(*optimiser_,
                               learn::scheduled_rate(options_.optimiser, options_.learning_rate, done));
      const auto count = static_cast<double>(steps[i].patients.size());
      loss += count * learn_from(steps[i], random);
      patients += count;
      progress.tick(fmt::format("loss {:.3f}", loss / patients));
    }
    return loss / patients;
  }

 private:
  double learn_from(const Step& step, Random& random) {
    const learn::Augmentation augmentation;
    std::vector<torch::Tensor> slices;
    std::vector<std::int64_t> patient;
    std::vector<float> outcomes;
    for (std::size_t i = 0; i < step.patients.size(); ++i) {
      slices.push_back(fitting_.bags[step.patients[i]].index_select(0, step.slices[i]));
      patient.insert(patient.end(), static_cast<std::size_t>(step.slices[i].size(0)),
                     static_cast<std::int64_t>(i));
      outcomes.push_back(static_cast<float>(fitting_.outcomes[step.patients[i]]));
    }
    const auto affine = learn::random_affine(step.count, augmentation, random);
    const auto images =
        learn::vary_intensity(learn::warp(grey(torch::cat(slices)), affine), augmentation, random);
    torch::Tensor logits;
    {
      const learn::AutocastScope autocast(compute_);
      logits =
          network_.forward(nn::network_input(images, network_.traits().normalisation, compute_)).squeeze(1);
    }
    const auto device = nn::device_of(compute_);
    const auto loss = bag_loss(logits.to(torch::kFloat32), torch::tensor(patient).to(device),
                               torch::tensor(outcomes).to(device));
    return learn::step(*optimiser_, options_.optimiser, loss);
  }

  nn::Network& network_;
  const BagSet& fitting_;
  const Options& options_;
  const nn::Compute& compute_;
  std::string title_;
  std::unique_ptr<torch::optim::Optimizer> optimiser_;
};

std::string only_regimen(const cohort::TrainingCohort& training) {
  std::set<std::string> regimens;
  for (const auto& patient : training.patients()) regimens.insert(patient.regimen);
  if (regimens.size() == 1) return *regimens.begin();
  throw input_error("an outcome model learns from patients of one regimen; these are of {}", regimens.size());
}

void require_both_outcomes(const cohort::TrainingCohort& part, const char* name) {
  int counts[2] = {0, 0};
  for (const auto& patient : part.patients()) ++counts[patient.outcome == cohort::Outcome::rt];
  if (counts[0] > 0 && counts[1] > 0) return;
  throw input_error(
      "of the training patients with tumour rectangles, those {} are {} NRT and {} RT; both are needed: add "
      "patients",
      name, counts[0], counts[1]);
}

}  // namespace

TrainingResult train(const cohort::TrainingCohort& training, const Loader& load, const Options& options,
                     const nn::Compute& compute, const fs::path& model, const fs::path& work_folder) {
  const auto regimen = only_regimen(training);
  const auto parts = training.hold_out(options.validation_fraction, derive_seed(options.seed, "hold out"));
  require_both_outcomes(parts.fitting, "to learn from");
  require_both_outcomes(parts.validation, "held out to choose the epoch and the threshold on");

  torch::manual_seed(derive_seed(options.seed, "initial weights"));
  const auto network = nn::make_network(options.network, nn::NetworkTask::classify, 1);
  if (!options.pretrained.empty()) nn::load_pretrained(*network, options.pretrained);
  const auto fitting = load_bags(parts.fitting, load, options.image_size, compute.threads);
  const auto validation = load_bags(parts.validation, load, options.image_size, compute.threads);
  const std::string title = "outcome after " + regimen;
  log_info("{}: {} patients to learn from, {} to choose epoch and threshold on", title, fitting.bags.size(),
           validation.bags.size());

  nn::place(*network, compute);
  Trainer trainer(*network, fitting, options, compute, title);
  learn::LoopOptions loop;
  loop.title = title;
  loop.epochs = options.epochs;
  loop.seed = options.seed;
  loop.choose_by_loss = true;
  loop.checkpoint = work_folder / "checkpoint.safetensors";
  loop.fingerprint =
      sha256(fitting.hash() + validation.hash() + settings_text(options) + nn::to_string(compute.precision));
  TrainingResult result;
  result.history = learn::run_loop(
      *network, trainer.optimiser(), loop,
      [&](int epoch, Random& random) { return trainer.epoch(epoch, random); },
      [&] { return validate(*network, validation, compute); });
  result.validation_probabilities = predict(*network, validation, compute);
  result.validation_outcomes = validation.outcomes;
  result.fitting_patients = fitting.bags.size();
  result.threshold = stats::youden_threshold(result.validation_probabilities, result.validation_outcomes);
  write_model(model, *network, regimen, options, result);
  return result;
}

}  // namespace residuum::outcome
