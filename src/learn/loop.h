// The one training loop: epochs, schedule, validation, the choice of the epoch, checkpoint and resume. A room
// that trains gives two callables; the loop knows no data.
//
// Resume: after each epoch weights, best weights, optimiser state and history go to `checkpoint`
// (atomically). A run that finds a checkpoint of the same `fingerprint` goes on behind it, a damaged one is
// passed over; randomness of an epoch depends on seed and epoch alone, so an interrupted run ends in the same
// weights (same machine, same thread count).
#pragma once

#include <torch/nn.h>

#include <functional>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/random.h"
#include "learn/history.h"
#include "learn/optimiser.h"
#include "learn/weight_average.h"
#include "nn/compute.h"

namespace residuum::learn {

struct Validation {
  double loss = 0;
  double score = 0;                             // larger is better: Dice, AUC
  std::map<std::string, double> measures = {};  // for the history alone
};

// What one epoch of training tells; a mean loss alone will do.
struct EpochTraining {
  EpochTraining(double mean_loss, int redone = 0, double waiting = 0)  // NOLINT(google-explicit-constructor)
      : loss(mean_loss), redone_steps(redone), waiting_share(waiting) {}
  double loss;
  int redone_steps;      // guarded_step.h
  double waiting_share;  // of its time, for data (prefetch.h)
};

struct LoopOptions {
  std::string title;  // for the progress line
  int epochs = 1;
  std::uint64_t seed = 0;
  fs::path checkpoint;          // the file; its folder must be writable
  std::string fingerprint;      // of data and settings; a checkpoint of another one is not used
  bool choose_by_loss = false;  // keep the epoch of lowest validation loss, else of highest validation score
  // Of the epoch behind `history`; empty: train_epoch sets it by step.
  std::function<double(const History& history)> learning_rate;
  // Where there is one, its weights are what is validated, chosen and given back; train_epoch updates it.
  WeightAverage* average = nullptr;
};

// On return `model` holds the weights of the chosen epoch and is in evaluation mode.
// `train_epoch` runs one epoch in training mode and gives the mean training loss; `validate` is called in
// evaluation mode without gradients. Errors: failure, when a loss is not finite; interrupted, between epochs.
History run_loop(torch::nn::Module& model, Optimiser& optimiser, const LoopOptions& options,
                 const std::function<EpochTraining(int epoch, Random& random)>& train_epoch,
                 const std::function<Validation()>& validate);

}  // namespace residuum::learn
