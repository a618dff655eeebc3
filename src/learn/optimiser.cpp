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

Optimiser::Tried Optimiser::attempt(const std::vector<Part>& losses) {
  // None instead of zeros: going back then writes each gradient once, and forward needs no memory for it.
  for (auto& one : weights_) one.weight.mutable_grad() = torch::Tensor();
  double value = 0;
  for (const auto& ask : losses) {
    const auto loss = ask();
    value += loss.item<double>();
    if (!std::isfinite(value)) return {value, "training loss is"};
    loss.backward();
  }
  std::vector<Moved> moved;
  for (const auto& one : weights_) {
    const auto& gradient = one.weight.grad();
    if (gradient.defined()) moved.push_back({one.weight, gradient, one.first, one.second});
  }
  const double norm = gradient_norm(moved);
  if (!std::isfinite(norm)) return {value, "gradients are"};
  ++move_.step;
  // As torch.nn.utils.clip_grad_norm_ has it.
  move_.gradient_scale = clip_norm_ > 0 ? std::min(1.0, clip_norm_ / (norm + 1e-6)) : 1;
  move_weights(moved, move_);
  return {value, nullptr};
}

double Optimiser::step(const torch::Tensor& loss) {
  return step(std::vector<Part>{[&] { return loss; }});
}

double Optimiser::step(const std::vector<Part>& losses) {
  const auto tried = attempt(losses);
  if (tried.not_finite) throw failure("the {} not finite; a lower learning rate may help", tried.not_finite);
  return tried.loss;
}

std::optional<double> Optimiser::try_step(const std::vector<Part>& losses) {
  const auto tried = attempt(losses);
  if (tried.not_finite) return std::nullopt;
  return tried.loss;
}

std::vector<std::pair<std::string, torch::Tensor>> Optimiser::means() const {
  std::vector<std::pair<std::string, torch::Tensor>> named;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    named.emplace_back(fmt::format("first/{}", i), weights_[i].first);
    if (weights_[i].second.defined()) named.emplace_back(fmt::format("second/{}", i), weights_[i].second);
  }
  return named;
}

nn::TensorFile Optimiser::state() const {
  nn::TensorFile file;
  for (const auto& [name, mean] : means()) file.tensors.emplace_back(name, mean.cpu().contiguous().clone());
  file.tensors.emplace_back(steps_name, torch::tensor({move_.step}));
  return file;
}

void Optimiser::load(const nn::TensorFile& state, const std::string& source) {
  const auto own = means();
  bool fits = state.tensors.size() == own.size() + 1;
  for (std::size_t i = 0; fits && i < own.size(); ++i) {
    const auto& [name, mean] = own[i];
    const auto& [given_name, given] = state.tensors[i];
    fits = name == given_name && mean.sizes() == given.sizes() && mean.dtype() == given.dtype();
  }
  fits = fits && state.tensors.back().first == steps_name && state.tensors.back().second.numel() == 1 &&
         state.tensors.back().second.dtype() == torch::kInt64;
  if (!fits) throw input_error("{}: the optimiser's state is not of this network and optimiser", source);
  const torch::NoGradGuard no_gradients;
  for (std::size_t i = 0; i < own.size(); ++i) own[i].second.copy_(state.tensors[i].second);
  move_.step = state.tensors.back().second.item<std::int64_t>();
}

void Optimiser::restart() {
  const torch::NoGradGuard no_gradients;
  move_.step = 0;
  for (const auto& [name, mean] : means()) mean.zero_();
}

}  // namespace residuum::learn
