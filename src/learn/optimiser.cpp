#include "learn/optimiser.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "learn/recipe.h"

namespace residuum::learn {
namespace {

constexpr const char* steps_name = "steps";

Rule rule_of(const std::string& name) {
  if (name == "adamw") return Rule::adamw;
  return name == "sgd" ? Rule::sgd : Rule::rmsprop;
}

}  // namespace

Optimiser::Optimiser(const std::string& name, const std::vector<torch::Tensor>& parameters) {
  const auto& by = recipe(name);
  move_.rule = rule_of(name);
  move_.momentum = by.momentum;
  move_.decay = by.weight_decay;
  move_.gradient_limit = by.clip_value;
  move_.step = 0;
  clip_norm_ = by.clip_norm;
  for (const auto& parameter : parameters) {
    const bool second = move_.rule != Rule::sgd;
    weights_.push_back({parameter,
                        {},
                        torch::zeros_like(parameter.detach()),
                        second ? torch::zeros_like(parameter.detach()) : torch::Tensor()});
  }
}

Optimiser::Tried Optimiser::attempt(const torch::Tensor& loss) {
  const double value = loss.item<double>();
  if (!std::isfinite(value)) return {value, "training loss is"};
  // None instead of zeros: going back then writes each gradient once, and forward needs no memory for it.
  for (auto& one : weights_) one.weight.mutable_grad() = torch::Tensor();
  loss.backward();
  std::vector<Moved> moved;
  std::vector<torch::Tensor> gradients;
  for (const auto& one : weights_) {
    if (!one.weight.grad().defined()) continue;
    gradients.push_back(one.weight.grad());
    moved.push_back({one.weight, gradients.back(), one.first, one.second});
  }
  const double norm = gradient_norm(gradients);
  if (!std::isfinite(norm)) return {value, "gradients are"};
  ++move_.step;
  // As torch.nn.utils.clip_grad_norm_ has it.
  move_.gradient_scale = clip_norm_ > 0 ? std::min(1.0, clip_norm_ / (norm + 1e-6)) : 1;
  move_weights(moved, move_);
  return {value, nullptr};
}

double Optimiser::step(const torch::Tensor& loss) {
  const auto tried = attempt(loss);
  if (tried.not_finite) throw failure("the {} not finite; a lower learning rate may help", tried.not_finite);
  return tried.loss;
}

std::optional<double> Optimiser::try_step(const torch::Tensor& loss) {
  const auto tried = attempt(loss);
  if (tried.not_finite) return std::nullopt;
  return tried.loss;
}

nn::TensorFile Optimiser::state() const {
  nn::TensorFile file;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const auto add = [&](const char* name, const torch::Tensor& mean) {
      if (mean.defined())
        file.tensors.emplace_back(fmt::format("{}/{}", name, i), mean.cpu().contiguous().clone());
    };
    add("first", weights_[i].first);
    add("second", weights_[i].second);
  }
  file.tensors.emplace_back(steps_name, torch::tensor({move_.step}));
  return file;
}

void Optimiser::load(const nn::TensorFile& state, const std::string& source) {
  const auto own = this->state();
  bool fits = state.tensors.size() == own.tensors.size();
  for (std::size_t i = 0; fits && i < own.tensors.size(); ++i) {
    const auto& [name, tensor] = own.tensors[i];
    const auto& [given_name, given] = state.tensors[i];
    fits = name == given_name && tensor.sizes() == given.sizes() && tensor.dtype() == given.dtype();
  }
  if (!fits) throw input_error("{}: the optimiser's state is not of this network and optimiser", source);
  const torch::NoGradGuard no_gradients;
  auto next = state.tensors.begin();
  for (auto& one : weights_) {
    one.first.copy_((next++)->second);
    if (one.second.defined()) one.second.copy_((next++)->second);
  }
  move_.step = next->second.item<std::int64_t>();
}

void Optimiser::restart() {
  const torch::NoGradGuard no_gradients;
  move_.step = 0;
  for (auto& one : weights_) {
    one.first.zero_();
    if (one.second.defined()) one.second.zero_();
  }
}

}  // namespace residuum::learn
