#include "learn/loop.h"

#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <optional>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "learn/checkpoint.h"
#include "learn/training_progress.h"

namespace residuum::learn {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double require_finite(double value, const char* what, const std::string& title, int epoch) {
  if (std::isfinite(value)) return value;
  throw failure("{}: the {} of epoch {} is not finite; a lower learning rate may help", title, what, epoch);
}

bool better(const EpochRecord& a, const EpochRecord& b, bool by_loss) {
  return by_loss ? a.validation_loss < b.validation_loss : a.validation_score > b.validation_score;
}

// What an epoch had besides: ", 2 steps again in float32, 3% of it waiting for data"; usually nothing.
std::string remarks(const EpochRecord& record) {
  std::string text;
  if (record.redone_steps > 0) {
    text += fmt::format(", {} step{} done again in float32", record.redone_steps,
                        record.redone_steps == 1 ? "" : "s");
  }
  if (record.waiting_share >= 0.005)
    text += fmt::format(", {:.0f}% of it waiting for data", 100 * record.waiting_share);
  return text;
}

// The state to go on from; of no epoch where there is none, or one that cannot be taken up.
Checkpoint resume(torch::nn::Module& model, Optimiser& optimiser, const LoopOptions& options) {
  auto found = read_checkpoint(options.checkpoint, options.fingerprint);
  if (!found) return {};
  const auto untouched = nn::state_of(model);
  try {
    nn::load_state(model, found->best,
                   options.checkpoint.string());  // must fit, too: it is taken up at the end
    nn::load_state(model, found->model, options.checkpoint.string());
    optimiser.load(found->optimiser, options.checkpoint.string());
    if (options.average) options.average->load(found->average, options.checkpoint.string());
  } catch (const std::exception& error) {  // LibTorch's own, too, of a damaged archive
    log_warning("{}: the checkpoint cannot be taken up, training starts anew: {}", options.title,
                error.what());
    nn::load_state(model, untouched, options.title);
    optimiser.restart();
    if (options.average) options.average->restart();
    return {};
  }
  log_info("{}: goes on behind epoch {}", options.title, found->history.epochs.size());
  return std::move(*found);
}

}  // namespace

History run_loop(torch::nn::Module& model, Optimiser& optimiser, const LoopOptions& options,
                 const std::function<EpochTraining(int epoch, Random& random)>& train_epoch,
                 const std::function<Validation()>& validate) {
  Checkpoint state = resume(model, optimiser, options);
  state.fingerprint = options.fingerprint;
  auto& history = state.history;
  for (int epoch = static_cast<int>(history.epochs.size()); epoch < options.epochs; ++epoch) {
    const auto start = Clock::now();
    const std::string purpose = fmt::format("epoch {}", epoch);
    torch::manual_seed(derive_seed(options.seed, purpose));
    Random random(options.seed, purpose);
    if (options.learning_rate) optimiser.set_learning_rate(options.learning_rate(history));

    EpochRecord record;
    record.epoch = epoch + 1;
    model.train();
    const auto training = train_epoch(epoch, random);
    record.training_loss = require_finite(training.loss, "training loss", options.title, record.epoch);
    record.redone_steps = training.redone_steps;
    record.waiting_share = training.waiting_share;
    if (options.average) options.average->exchange();
    model.eval();
    {
      const torch::NoGradGuard no_gradients;
      const auto validation = validate();
      record.validation_loss =
          require_finite(validation.loss, "validation loss", options.title, record.epoch);
      record.validation_score =
          require_finite(validation.score, "validation score", options.title, record.epoch);
      record.measures = validation.measures;
    }
    record.seconds = seconds_since(start);

    const bool best = history.epochs.empty() ||
                      better(record, history.epochs[static_cast<std::size_t>(history.chosen_epoch) - 1],
                             options.choose_by_loss);
    history.epochs.push_back(record);
    if (best) {
      history.chosen_epoch = record.epoch;
      state.best = nn::state_of(model);
    }
    if (options.average) options.average->exchange();
    log_info("{}: epoch {}/{}, loss {:.4f}, validation loss {:.4f}, score {:.4f}{}, {:.1f} s{}",
             options.title, record.epoch, options.epochs, record.training_loss, record.validation_loss,
             record.validation_score, best ? " (best)" : "", record.seconds, remarks(record));

    state.model = nn::state_of(model);
    state.optimiser = optimiser.state();
    if (options.average) state.average = options.average->state();
    write_checkpoint(options.checkpoint, state);
    write_training_progress(options.checkpoint, {options.epochs, history});
    stop_if_interrupted();
  }
  if (history.chosen_epoch > 0) nn::load_state(model, state.best, options.title);
  model.eval();
  return history;
}

}  // namespace residuum::learn
