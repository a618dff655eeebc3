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

double step(torch::optim::Optimizer& optimiser, const std::string& name, const torch::Tensor& loss) {
  const double value = loss.item<double>();
  if (!std::isfinite(value)) throw failure("the training loss is not finite; a lower learning rate may help");
  optimiser.zero_grad();
  loss.backward();
  const auto parameters = optimiser.param_groups().front().params();
  const double clip_norm = recipe(name).clip_norm, clip_value = recipe(name).clip_value;
  const double norm = torch::nn::utils::clip_grad_norm_(parameters, clip_norm > 0 ? clip_norm : 1e30);
  if (!std::isfinite(norm)) throw failure("the gradients are not finite; a lower learning rate may help");
  if (clip_value > 0) torch::nn::utils::clip_grad_value_(parameters, clip_value);
  optimiser.step();
  return value;
}

}  // namespace residuum::learn
