#include "segmentation/member.h"

#include <torch/torch.h>

#include <chrono>
#include <optional>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "core/random.h"
#include "learn/autocast.h"
#include "learn/batches.h"
#include "learn/equal_parts.h"
#include "learn/guarded_step.h"
#include "learn/kept_memory.h"
#include "learn/loop.h"
#include "learn/optimiser.h"
#include "learn/plateau.h"
#include "learn/prefetch.h"
#include "learn/recipe.h"
#include "nn/deep_supervision.h"
#include "nn/image_segmenter.h"
#include "nn/placement.h"
#include "nn/pretrained.h"
#include "segmentation/batch_maker.h"
#include "segmentation/loss.h"
#include "segmentation/maps.h"
#include "segmentation/model_file.h"
#include "segmentation/validate.h"

namespace residuum::segmentation {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Trainer {
 public:
  Trainer(nn::ImageSegmenter& network, const SliceSet& set, const std::vector<std::int64_t>& fitting,
          const Options& options, const nn::Compute& compute, std::string title)
      : network_(network),
        set_(set),
        fitting_(fitting),
        options_(options),
        compute_(compute),
        title_(std::move(title)),
        weights_(options.deep_supervision ? nn::side_supervision(options.network).weights
                                          : std::vector<double>{1}),
        optimiser_(options.optimiser, network.parameters()) {
    if (options.weight_average > 0) average_.emplace(network, options.weight_average);
  }

  learn::Optimiser& optimiser() { return optimiser_; }
  learn::WeightAverage* average() { return average_ ? &*average_ : nullptr; }

  learn::EpochTraining epoch(int epoch, Random& random) {
    const auto start = Clock::now();
    const auto batches = learn::batches_of(slices_of_epoch(set_, fitting_, options_.background_share, random),
                                           static_cast<std::size_t>(options_.batch));
    if (batches.front().size() < 2) {
      throw input_error(
          "one slice to learn from: batch norm needs two at least; outline more patients, or raise "
          "segmentation.background_share");
    }
    const auto normalisation = network_.traits().normalisation;
    constexpr std::size_t ahead = 4;
    learn::Prefetch<Batch> loader(batches.size(), ahead, [&](std::size_t i) {
      return make_batch(set_, batches[i], options_, normalisation, random);
    });
    Progress progress(fmt::format("{}, epoch {}/{}", title_, epoch + 1, options_.epochs), batches.size());
    double loss = 0, images = 0, waiting = 0;
    int redone = 0;
    for (std::size_t i = 0; i < batches.size(); ++i) {
      stop_if_interrupted();
      if (!options_.plateau) {
        const double done =
            (epoch + static_cast<double>(i) / static_cast<double>(batches.size())) / options_.epochs;
        optimiser_.set_learning_rate(learn::scheduled_rate(options_.optimiser, options_.learning_rate, done));
      }
      const auto asked = Clock::now();
      const auto batch = loader.next();
      waiting += seconds_since(asked);
      const auto step = learn_from(batch);
      redone += step.redone;
      const auto count = static_cast<double>(batches[i].size());
      loss += count * step.loss;
      images += count;
      progress.tick(fmt::format("loss {:.3f}", loss / images));
    }
    return {loss / images, redone, waiting / std::max(1e-9, seconds_since(start))};
  }

 private:
  learn::GuardedStep learn_from(const Batch& batch) {
    const auto input = nn::network_input(batch.images, network_.traits().normalisation, compute_);
    const auto target = batch.target.to(nn::device_of(compute_));
    const auto at_once = slices_at_once(training_side(options_.image_size, options_.patch));
    const auto inputs = learn::equal_parts(input, at_once), targets = learn::equal_parts(target, at_once);
    const auto step = learn::guarded_step(
        network_, optimiser_, compute_, inputs.size(), [&](const auto& compute, std::size_t part) {
          std::vector<torch::Tensor> outputs;
          {
            const learn::AutocastScope autocast(compute);
            outputs = options_.deep_supervision ? network_.outputs(inputs[part])
                                                : std::vector<torch::Tensor>{network_.forward(inputs[part])};
          }
          const double share = static_cast<double>(inputs[part].size(0)) / static_cast<double>(input.size(0));
          return share * weighted_loss(options_.loss, outputs, weights_, targets[part]);
        });
    if (average_) average_->update();
    return step;
  }

  nn::ImageSegmenter& network_;
  const SliceSet& set_;
  const std::vector<std::int64_t>& fitting_;
  const Options& options_;
  const nn::Compute& compute_;
  std::string title_;
  std::vector<double> weights_;  // of the losses at the outputs
  learn::Optimiser optimiser_;
  learn::KeptMemory kept_;
  std::optional<learn::WeightAverage> average_;
};

std::string fingerprint(const SliceSet& set, const Part& part, const Options& options,
                        const nn::Compute& compute) {
  std::string held_out;
  for (const auto slice : part.validation) held_out += std::to_string(slice) + " ";
  return sha256(set.hash() + held_out + settings_text(options) + nn::to_string(compute.precision));
}

}  // namespace

Member train_member(const SliceSet& set, const Part& part, const Options& options, const nn::Compute& compute,
                    const std::string& title, const fs::path& checkpoint) {
  torch::manual_seed(derive_seed(options.seed, "initial weights"));
  const auto network = nn::make_segmenter(options.network, 1, input_channels(options.neighbours));
  if (options.deep_supervision) network->add_side_heads();
  if (!options.pretrained.empty()) nn::load_pretrained(*network, options.pretrained);
  nn::place(*network, compute);
  Member member{network, {}};
  const auto learning = nn::training_compute(options.network, compute);
  Trainer trainer(*network, set, part.fitting, options, learning, title);
  learn::LoopOptions loop;
  loop.title = title;
  loop.epochs = options.epochs;
  loop.seed = options.seed;
  loop.checkpoint = checkpoint;
  loop.fingerprint = fingerprint(set, part, options, compute);
  loop.average = trainer.average();
  if (options.plateau) {
    loop.learning_rate = [&](const learn::History& history) {
      return learn::plateau_rate(options.learning_rate, history);
    };
  }
  member.history = learn::run_loop(
      *member.network, trainer.optimiser(), loop,
      [&](int epoch, Random& random) { return trainer.epoch(epoch, random); },
      [&] { return validate(member.network, set, part.validation, options, compute); });
  return member;
}

}  // namespace residuum::segmentation
