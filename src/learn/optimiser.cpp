#include "learn/optimiser.h"

#include <torch/torch.h>

#include <cmath>
#include <numbers>

#include "core/error.h"

namespace residuum::learn {

std::unique_ptr<torch::optim::Optimizer> make_optimiser(const std::string& name,
                                                        const std::vector<torch::Tensor>& parameters) {
  using namespace torch::optim;
  constexpr double unscheduled = 0;  // set before every step
  if (name == "adamw") {
    return std::make_unique<AdamW>(parameters, AdamWOptions(unscheduled).weight_decay(0.01));
  }
  if (name == "sgd") {
    return std::make_unique<SGD>(parameters, SGDOptions(unscheduled).momentum(0.9).weight_decay(1e-4));
  }
  if (name == "rmsprop") {
    return std::make_unique<RMSprop>(parameters,
                                     RMSpropOptions(unscheduled).momentum(0.9).weight_decay(1e-8));
  }
  throw input_error("optimiser \"{}\" is unknown; adamw, sgd or rmsprop is allowed", name);
}

double scheduled_rate(const std::string& optimiser, double peak, double progress) {
  if (optimiser == "rmsprop") return peak;
  if (optimiser == "sgd") return progress < 0.75 ? peak : 0.1 * peak;
  constexpr double warm_up = 0.1, last = 0.01;
  if (progress < warm_up) return peak * std::max(last, progress / warm_up);
  const double fall = 0.5 * (1 + std::cos(std::numbers::pi * (progress - warm_up) / (1 - warm_up)));
  return peak * (last + (1 - last) * fall);
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
  const bool by_value = name == "rmsprop";
  const double norm = torch::nn::utils::clip_grad_norm_(parameters, by_value ? 1e30 : 1.0);
  if (!std::isfinite(norm)) throw failure("the gradients are not finite; a lower learning rate may help");
  if (by_value) torch::nn::utils::clip_grad_value_(parameters, 0.1);
  optimiser.step();
  return value;
}

}  // namespace residuum::learn
