// A module's parameters and buffers by name.
#include <fmt/ranges.h>
#include <torch/torch.h>

#include <map>

#include "core/error.h"
#include "nn/blank_weights.h"
#include "nn/finite.h"
#include "nn/network.h"

namespace residuum::nn {
namespace {

std::vector<std::pair<std::string, torch::Tensor>> named_state(const torch::nn::Module& module) {
  std::vector<std::pair<std::string, torch::Tensor>> state;
  for (const auto& item : module.named_parameters()) state.emplace_back(item.key(), item.value());
  for (const auto& item : module.named_buffers()) state.emplace_back(item.key(), item.value());
  return state;
}

// A count that only batch norm with no momentum reads; weights saved by old PyTorch lack it.
bool may_lack(const std::string& name) {
  return name.ends_with(".num_batches_tracked");
}

}  // namespace

TensorFile state_of(const torch::nn::Module& module) {
  const torch::NoGradGuard no_gradients;
  TensorFile file;
  for (const auto& [name, tensor] : named_state(module)) {
    if (is_blank(tensor))
      throw failure("{}: it has no values here: not loaded yet, or given to an engine", name);
    const auto type = tensor.is_floating_point() ? torch::kFloat32 : tensor.scalar_type();
    file.tensors.emplace_back(name, torch::empty(tensor.sizes(), type).copy_(tensor));
  }
  return file;
}

void load_state(torch::nn::Module& module, const TensorFile& file, const std::string& source) {
  std::map<std::string, torch::Tensor> given(file.tensors.begin(), file.tensors.end());
  std::vector<std::string> missing, misshaped, unexpected, not_finite;
  const auto wanted = named_state(module);
  std::vector<std::pair<torch::Tensor, torch::Tensor>> copies;  // to, from
  for (const auto& [name, tensor] : wanted) {
    const auto found = given.find(name);
    if (found == given.end()) {
      if (!may_lack(name)) missing.push_back(name);
      continue;
    }
    if (!is_blank(tensor) && !all_finite(found->second)) {  // of a blank one when the engine packs it
      not_finite.push_back(name);
    } else if (found->second.sizes() == tensor.sizes()) {
      copies.emplace_back(tensor, found->second);
    } else {
      misshaped.push_back(fmt::format("{} ({} instead of {})", name, fmt::join(found->second.sizes(), " x "),
                                      fmt::join(tensor.sizes(), " x ")));
    }
    given.erase(found);
  }
  for (const auto& [name, tensor] : given) unexpected.push_back(name);
  if (!missing.empty() || !misshaped.empty() || !unexpected.empty() || !not_finite.empty()) {
    std::string what;
    const auto say = [&](const char* title, const std::vector<std::string>& names) {
      if (!names.empty()) what += fmt::format("; {} {}: {}", names.size(), title, fmt::join(names, ", "));
    };
    say("missing", missing);
    say("unexpected", unexpected);
    say("of another shape", misshaped);
    say("not finite (a damaged file, or a training that diverged)", not_finite);
    throw input_error("{}: the weights do not fit the network{}", source, what);
  }
  const torch::NoGradGuard no_gradients;
  for (auto& [to, from] : copies) {
    if (is_blank(to)) {
      to.set_data(from.to(torch::kFloat32).contiguous());
    } else {
      to.copy_(from);
    }
  }
}

}  // namespace residuum::nn
