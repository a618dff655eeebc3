#include "learn/optimiser.h"

#include <torch/torch.h>

#include <cmath>

#include "core/error.h"

namespace residuum::learn {

std::unique_ptr<torch::optim::Optimizer> make_optimiser(const std::string& name,
                                                        const std::vector<torch::Tensor>& parameters) {
  using namespace torch::optim;
  constexpr double unscheduled = 0;  // set before every step
  const double momentum = recipe(name).momentum, decay = recipe(name).weight_decay;
  if (name == "adamw")
    return std::make_unique<AdamW>(parameters, AdamWOptions(unscheduled).weight_decay(decay));
  if (name == "sgd") {
    return std::make_unique<SGD>(parameters, SGDOptions(unscheduled).momentum(momentum).weight_decay(decay));
  }
  return std::make_unique<RMSprop>(parameters,
                                   RMSpropOptions(unscheduled).momentum(momentum).weight_decay(decay));
}

void set_learning_rate(torch::optim::Optimizer& optimiser, double rate) {
  for (auto& group : optimiser.param_groups()) group.options().set_lr(rate);
}

namespace {

struct Tried {
  double loss = 0;
  const char* not_finite = nullptr;  // what was not; the weights are then as before
};

Tried attempt(torch::optim::Optimizer& optimiser, const std::string& name, const torch::Tensor& loss) {
  const double value = loss.item<double>();
  if (!std::isfinite(value)) return {value, "training loss is"};
  optimiser.zero_grad();
  loss.backward();
  const auto parameters = optimiser.param_groups().front().params();
  const double clip_norm = recipe(name).clip_norm, clip_value = recipe(name).clip_value;
  const double norm = torch::nn::utils::clip_grad_norm_(parameters, clip_norm > 0 ? clip_norm : 1e30);
  if (!std::isfinite(norm)) return {value, "gradients are"};
  if (clip_value > 0) torch::nn::utils::clip_grad_value_(parameters, clip_value);
  optimiser.step();
  return {value, nullptr};
}

}  // namespace

double step(torch::optim::Optimizer& optimiser, const std::string& name, const torch::Tensor& loss) {
  const auto tried = attempt(optimiser, name, loss);
  if (tried.not_finite) throw failure("the {} not finite; a lower learning rate may help", tried.not_finite);
  return tried.loss;
}

std::optional<double> try_step(torch::optim::Optimizer& optimiser, const std::string& name,
                               const torch::Tensor& loss) {
  const auto tried = attempt(optimiser, name, loss);
  if (tried.not_finite) return std::nullopt;
  return tried.loss;
}

}  // namespace residuum::learn
