#include "learn/weight_average.h"

#include <torch/torch.h>

#include <algorithm>

#include "core/error.h"

namespace residuum::learn {
namespace {

constexpr const char* updates_name = "averaged_steps";

}  // namespace

WeightAverage::WeightAverage(torch::nn::Module& module, double decay) : decay_(decay) {
  const auto add = [&](const auto& named) {
    for (const auto& item : named) {
      pairs_.push_back({item.key(), item.value().detach(), item.value().detach().clone()});
    }
  };
  add(module.named_parameters());
  add(module.named_buffers());
}

void WeightAverage::update() {
  const torch::NoGradGuard no_gradients;
  ++updates_;
  const auto steps = static_cast<double>(updates_);
  const double keep = std::min(decay_, (1 + steps) / (10 + steps));
  for (auto& [name, of_module, average] : pairs_) {
    if (average.is_floating_point()) {
      average.lerp_(of_module, 1 - keep);
    } else {
      average.copy_(of_module);
    }
  }
}

void WeightAverage::exchange() {
  const torch::NoGradGuard no_gradients;
  for (auto& [name, of_module, average] : pairs_) {
    const auto kept = average.clone();
    average.copy_(of_module);
    of_module.copy_(kept);
  }
}

void WeightAverage::restart() {
  const torch::NoGradGuard no_gradients;
  updates_ = 0;
  for (auto& [name, of_module, average] : pairs_) average.copy_(of_module);
}

nn::TensorFile WeightAverage::state() const {
  nn::TensorFile file;
  for (const auto& [name, of_module, average] : pairs_)
    file.tensors.emplace_back(name, average.cpu().contiguous().clone());
  file.tensors.emplace_back(updates_name, torch::tensor({updates_}));
  return file;
}

void WeightAverage::load(const nn::TensorFile& file, const std::string& source) {
  const torch::NoGradGuard no_gradients;
  bool fits = file.tensors.size() == pairs_.size() + 1 && file.tensors.back().first == updates_name;
  for (std::size_t i = 0; fits && i < pairs_.size(); ++i) {
    fits = file.tensors[i].first == pairs_[i].name &&
           file.tensors[i].second.sizes() == pairs_[i].average.sizes();
  }
  if (!fits) throw input_error("{}: its averaged weights are not those of this network", source);
  for (std::size_t i = 0; i < pairs_.size(); ++i) pairs_[i].average.copy_(file.tensors[i].second);
  updates_ = file.tensors.back().second.item<std::int64_t>();
}

}  // namespace residuum::learn
