#include "outcome/member.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/interrupt.h"
#include "core/progress.h"
#include "learn/autocast.h"
#include "learn/equal_parts.h"
#include "learn/guarded_step.h"
#include "learn/kept_memory.h"
#include "learn/loop.h"
#include "learn/optimiser.h"
#include "learn/prefetch.h"
#include "learn/recipe.h"
#include "learn/recompute.h"
#include "nn/placement.h"
#include "nn/pretrained.h"
#include "outcome/bag_loss.h"
#include "outcome/bag_predictor.h"
#include "outcome/batch.h"
#include "outcome/feature_targets.h"
#include "outcome/model_file.h"
#include "stats/roc.h"

namespace residuum::outcome {
namespace {

// Images whose activations are kept at once; beyond it they are computed again, so that no bag is too large.
constexpr std::int64_t kept_images = 64;

class Trainer {
 public:
  Trainer(PatientNetwork& network, const BagSet& fitting, const BagSet& everyone,
          const std::optional<FeatureTargets>& features, const Options& options, const nn::Compute& compute,
          std::string title)
      : network_(network),
        fitting_(fitting),
        everyone_(everyone),
        features_(features),
        options_(options),
        compute_(compute),
        title_(std::move(title)),
        optimiser_(options.optimiser, network.parameters()) {}

  learn::Optimiser& optimiser() { return optimiser_; }

  learn::EpochTraining epoch(int epoch, Random& random) {
    const auto start = Clock::now();
    const auto& set = epoch < options_.shared_epochs ? everyone_ : fitting_;
    const auto steps = steps_of_epoch(set, options_, random);
    constexpr std::size_t ahead = 4;
    learn::Prefetch<Batch> loader(steps.size(), ahead,
                                  [&](std::size_t i) { return make_batch(set, steps[i], options_, random); });
    Progress progress(fmt::format("{}, epoch {}/{}", title_, epoch + 1, options_.epochs), steps.size());
    double loss = 0, samples = 0, waiting = 0;
    int redone = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      stop_if_interrupted();
      const double done =
          (epoch + static_cast<double>(i) / static_cast<double>(steps.size())) / options_.epochs;
      optimiser_.set_learning_rate(learn::scheduled_rate(options_.optimiser, options_.learning_rate, done));
      const auto asked = Clock::now();
      const auto batch = loader.next();
      waiting += seconds_since(asked);
      const auto step = learn_from(batch);
      redone += step.redone;
      const auto count = static_cast<double>(steps[i].samples.size());
      loss += count * step.loss;
      samples += count;
      progress.tick(fmt::format("loss {:.3f}", loss / samples));
    }
    return {loss / samples, redone, waiting / std::max(1e-9, seconds_since(start))};
  }

 private:
  using Clock = std::chrono::steady_clock;
  static double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  // The network's inputs of all samples: slices, or a stack of each.
  torch::Tensor inputs_of(const Batch& batch) const {
    if (options_.unit != Unit::stack) return network_.input(batch.grey, compute_);
    std::vector<torch::Tensor> stacks;
    for (std::int64_t sample = 0; sample < batch.outcomes.size(0); ++sample) {
      stacks.push_back(network_.input(batch.grey.index({batch.patient.eq(sample)}), compute_));
    }
    return torch::cat(stacks).contiguous(torch::MemoryFormat::ChannelsLast);
  }

  torch::Tensor outputs_of(const torch::Tensor& inputs, const nn::Compute& compute) {
    const auto forward = [this, compute](const torch::Tensor& part) {
      const learn::AutocastScope autocast(compute);
      return network_.outputs(part);
    };
    if (inputs.size(0) <= kept_images) return forward(inputs);
    std::vector<torch::Tensor> parts;
    // In equal parts, for batch norm takes its statistics of each.
    for (const auto& part : learn::equal_parts(inputs, kept_images))
      parts.push_back(learn::recomputed(network_, part, forward));
    return torch::cat(parts);
  }

  learn::GuardedStep learn_from(const Batch& batch) {
    const auto device = nn::device_of(compute_);
    const auto inputs = inputs_of(batch);
    const auto patient = batch.patient.to(device), outcomes = batch.outcomes.to(device),
               weights = batch.weights.to(device);
    const auto values =
                   features_ ? features_->values.index_select(0, batch.owner).to(device) : torch::Tensor(),
               known = features_ ? features_->known.index_select(0, batch.owner).to(device) : torch::Tensor();
    return learn::guarded_step(network_, optimiser_, compute_, [&](const auto& compute) {
      const auto outputs = outputs_of(inputs, compute);
      const auto loss = cross_entropy(network_.log_probabilities(outputs, patient, outcomes.size(0)),
                                      outcomes, weights, options_.label_smoothing);
      if (!features_) return loss;
      const auto estimates = network_.estimates(outputs, patient, outcomes.size(0));
      return loss + options_.feature_weight * feature_error(estimates, values, known);
    });
  }

  PatientNetwork& network_;
  const BagSet& fitting_;
  const BagSet& everyone_;                         // those, then the others
  const std::optional<FeatureTargets>& features_;  // of everyone_
  const Options& options_;
  const nn::Compute& compute_;
  std::string title_;
  learn::Optimiser optimiser_;
  learn::KeptMemory kept_;
};

double loss_of(double probability_rt, int outcome) {
  return -std::log(std::max(outcome == 1 ? probability_rt : 1 - probability_rt, 1e-7));
}

learn::Validation validate(PatientNetwork& network, const BagSet& set, const Options& options,
                           const nn::Compute& compute) {
  BagPredictor predictor(network, compute);
  std::vector<double> probabilities;
  double loss = 0, labels = 0, right = 0;
  for (std::size_t i = 0; i < set.bags.size(); ++i) {
    const auto answer = predictor(grey(set.bags[i]));
    probabilities.push_back(answer.probability_rt);
    right += (answer.probability_rt >= fixed_threshold(options)) == (set.outcomes[i] == 1);
    const auto judged =
        options.unit == Unit::image ? answer.slices : std::vector<double>{answer.probability_rt};
    for (const double p : judged) loss += loss_of(p, set.outcomes[i]);
    labels += static_cast<double>(judged.size());
  }
  const double accuracy = right / static_cast<double>(set.bags.size());
  const double auc = stats::auc(probabilities, set.outcomes);
  return {loss / labels, options.epoch == "test" ? accuracy : auc, {{"accuracy", accuracy}, {"auc", auc}}};
}

}  // namespace

double fixed_threshold(const Options& options) {
  return options.threshold == "alpha" && options.unit == Unit::image ? 1 - published_alpha : 0.5;
}

Member train_member(const MemberData& data, const Options& options, const nn::Compute& compute,
                    const std::string& title, const fs::path& checkpoint) {
  torch::manual_seed(derive_seed(options.seed, "initial weights"));
  Member member;
  member.network = std::make_shared<PatientNetwork>(
      Architecture{options.network, options.unit, options.own_normalisation});
  const auto everyone = data.fitting.with(data.others);
  std::optional<FeatureTargets> features;
  if (options.feature_weight > 0) {
    features = feature_targets(everyone, data.features);
    member.network->add_estimates(features->count());
  }
  if (!options.pretrained.empty()) nn::load_pretrained(member.network->network(), options.pretrained);
  nn::place(*member.network, compute);
  const auto learning = nn::training_compute(options.network, compute);
  Trainer trainer(*member.network, data.fitting, everyone, features, options, learning, title);
  learn::LoopOptions loop;
  loop.title = title;
  loop.epochs = options.epochs;
  loop.seed = options.seed;
  loop.choose_by_loss = options.epoch != "test";
  loop.checkpoint = checkpoint;
  loop.fingerprint = sha256(data.fitting.hash() + data.others.hash() + data.watched.hash() +
                            (features ? features->hash() : "") + settings_text(options) +
                            nn::to_string(compute.precision) + nn::to_string(learning.precision));
  member.history = learn::run_loop(
      *member.network, trainer.optimiser(), loop,
      [&](int epoch, Random& random) { return trainer.epoch(epoch, random); },
      [&] { return validate(*member.network, data.watched, options, compute); });
  return member;
}

}  // namespace residuum::outcome
