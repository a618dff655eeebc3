// The one training loop: epochs, schedule, validation, the choice of the epoch, checkpoint and resume. A room
// that trains gives two callables; the loop knows no data.
//
// Resume: after each epoch weights, best weights, optimiser state and history go to `checkpoint`
// (atomically). A run that finds a checkpoint of the same `fingerprint` goes on behind it, a damaged one is
// passed over; randomness of an epoch depends on seed and epoch alone, so an interrupted run ends in the same
// weights (same machine, same thread count).
#pragma once

#include <torch/nn.h>
#include <torch/optim.h>

#include <functional>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/random.h"
#include "learn/history.h"
#include "nn/compute.h"

namespace residuum::learn {

struct Validation {
  double loss = 0;
  double score = 0;  // larger is better: Dice, AUC
};

struct LoopOptions {
  std::string title;  // for the progress line
  int epochs = 1;
  std::uint64_t seed = 0;
  fs::path checkpoint;          // the file; its folder must be writable
  std::string fingerprint;      // of data and settings; a checkpoint of another one is not used
  bool choose_by_loss = false;  // keep the epoch of lowest validation loss, else of highest validation score
  std::function<double(int epoch)> learning_rate;  // epochs count from 0; empty: train_epoch sets it by step
};

// On return `model` holds the weights of the chosen epoch and is in evaluation mode.
// `train_epoch` runs one epoch in training mode and gives the mean training loss; `validate` is called in
// evaluation mode without gradients. Errors: failure, when a loss is not finite; interrupted, between epochs.
History run_loop(torch::nn::Module& model, torch::optim::Optimizer& optimiser, const LoopOptions& options,
                 const std::function<double(int epoch, Random& random)>& train_epoch,
                 const std::function<Validation()>& validate);

}  // namespace residuum::learn
