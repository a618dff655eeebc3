#include "learn/loop.h"

#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <optional>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "learn/checkpoint.h"
#include "learn/optimiser.h"
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

// The state to go on from; of no epoch where there is none, or one that cannot be taken up.
Checkpoint resume(torch::nn::Module& model, torch::optim::Optimizer& optimiser, const LoopOptions& options) {
  auto found = read_checkpoint(options.checkpoint, options.fingerprint);
  if (!found) return {};
  const auto untouched = nn::state_of(model);
  try {
    nn::load_state(model, found->best,
                   options.checkpoint.string());  // must fit, too: it is taken up at the end
    nn::load_state(model, found->model, options.checkpoint.string());
    restore(optimiser, found->optimiser);
  } catch (const std::exception& error) {  // LibTorch's own, too, of a damaged archive
    log_warning("{}: the checkpoint cannot be taken up, training starts anew: {}", options.title,
                error.what());
    nn::load_state(model, untouched, options.title);
    optimiser.state().clear();
    return {};
  }
  log_info("{}: goes on behind epoch {}", options.title, found->history.epochs.size());
  return std::move(*found);
}

}  // namespace

History run_loop(torch::nn::Module& model, torch::optim::Optimizer& optimiser, const LoopOptions& options,
                 const std::function<double(int epoch, Random& random)>& train_epoch,
                 const std::function<Validation()>& validate) {
  Checkpoint state = resume(model, optimiser, options);
  state.fingerprint = options.fingerprint;
  auto& history = state.history;
  for (int epoch = static_cast<int>(history.epochs.size()); epoch < options.epochs; ++epoch) {
    const auto start = Clock::now();
    const std::string purpose = fmt::format("epoch {}", epoch);
    torch::manual_seed(derive_seed(options.seed, purpose));
    Random random(options.seed, purpose);
    if (options.learning_rate) set_learning_rate(optimiser, options.learning_rate(epoch));

    EpochRecord record;
    record.epoch = epoch + 1;
    model.train();
    record.training_loss =
        require_finite(train_epoch(epoch, random), "training loss", options.title, record.epoch);
    model.eval();
    {
      const torch::NoGradGuard no_gradients;
      const auto validation = validate();
      record.validation_loss =
          require_finite(validation.loss, "validation loss", options.title, record.epoch);
      record.validation_score =
          require_finite(validation.score, "validation score", options.title, record.epoch);
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
    log_info("{}: epoch {}/{}, loss {:.4f}, validation loss {:.4f}, score {:.4f}{}, {:.1f} s", options.title,
             record.epoch, options.epochs, record.training_loss, record.validation_loss,
             record.validation_score, best ? " (best)" : "", record.seconds);

    state.model = nn::state_of(model);
    state.optimiser = saved(optimiser);
    write_checkpoint(options.checkpoint, state);
    write_training_progress(options.checkpoint, {options.epochs, history});
    stop_if_interrupted();
  }
  if (history.chosen_epoch > 0) nn::load_state(model, state.best, options.title);
  model.eval();
  return history;
}

}  // namespace residuum::learn
