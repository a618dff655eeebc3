// The optimiser of a training: the gradients, what keeps them within bounds, and the step (weight_update.h).
// Its settings and schedules by name: recipe.h.
#pragma once

#include <torch/types.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "learn/weight_update.h"
#include "nn/safetensors.h"

namespace residuum::learn {

class Optimiser {
 public:
  // Of the learning rate 0. Errors: input, for a name that recipe() does not know.
  Optimiser(const std::string& name, const std::vector<torch::Tensor>& parameters);

  void set_learning_rate(double rate) { move_.rate = rate; }

  // Drops the old gradients, goes back through `loss`, clips as the recipe says and moves the weights; gives
  // the loss. A weight that the loss does not depend on stays. Errors: failure, when loss or gradients are
  // not finite; the weights are then as before.
  double step(const torch::Tensor& loss);
  // The same of the sum of losses that are asked for one by one, each gone back through before the next: what
  // one keeps for going back is free by then.
  using Part = std::function<torch::Tensor()>;
  double step(const std::vector<Part>& losses);
  // The same, but gives nothing where a loss or gradients are not finite.
  std::optional<double> try_step(const std::vector<Part>& losses);

  // All that later steps depend on besides the weights, on the CPU.
  nn::TensorFile state() const;
  // Errors: input, when it is the state of another network or optimiser; nothing is then taken.
  void load(const nn::TensorFile& state, const std::string& source);
  void restart();

 private:
  struct Tried {
    double loss = 0;
    const char* not_finite = nullptr;
  };
  Tried attempt(const std::vector<Part>& losses);
  // The running means by the names that they have in state().
  std::vector<std::pair<std::string, torch::Tensor>> means() const;

  Move move_;
  double clip_norm_ = 0;
  std::vector<Moved> weights_;  // without gradients, which are fetched at each step
};

}  // namespace residuum::learn
