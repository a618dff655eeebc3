#include "nn/pretrained.h"

#include <map>

#include "core/log.h"

namespace residuum::nn {
namespace {

bool in_head(const std::string& name) {
  return name.starts_with("fc.") || name.starts_with("classifier.");
}

bool has_prefix(const std::map<std::string, torch::Tensor>& tensors, const std::string& prefix) {
  const auto first = tensors.lower_bound(prefix);
  return first != tensors.end() && first->first.starts_with(prefix);
}

}  // namespace

void load_pretrained(torch::nn::Module& module, const fs::path& path) {
  const auto file = read_safetensors(path);
  std::map<std::string, torch::Tensor> given(file.tensors.begin(), file.tensors.end());
  auto state = state_of(module);
  const std::map<std::string, torch::Tensor> own(state.tensors.begin(), state.tensors.end());

  TensorFile merged;
  const bool backbone_only = has_prefix(own, "backbone.") && !has_prefix(given, "backbone.");
  for (const auto& [name, tensor] : given) {
    if (name.starts_with("aux_classifier.") || in_head(name)) continue;
    merged.tensors.emplace_back(backbone_only ? "backbone." + name : name, tensor);
  }
  int kept = 0;
  for (const auto& [name, tensor] : own) {
    if (!in_head(name)) continue;
    const auto found = given.find(name);
    const bool fits = found != given.end() && found->second.sizes() == tensor.sizes();
    merged.tensors.emplace_back(name, fits ? found->second : tensor);
    kept += !fits;
  }
  load_state(module, merged, path.string());
  log_info("{}: weights taken{}", path.string(),
           kept == 0 ? "" : ", the head starts anew where its shape differs");
}

}  // namespace residuum::nn
