#include "nn/pretrained.h"

#include <fmt/ranges.h>
#include <torch/torch.h>

#include <map>

#include "core/log.h"
#include "nn/image_segmenter.h"
#include "nn/published_names.h"
#include "nn/weights_file.h"

namespace residuum::nn {
namespace {

// timm's rule (adapt_input_conv); undefined where it has none.
torch::Tensor adapt_channels(const torch::Tensor& weight, std::int64_t channels) {
  if (weight.dim() != 4 || weight.size(1) != 3 || channels == 3) return {};
  const auto exact = weight.to(torch::kFloat32);
  if (channels == 1) return exact.sum(1, true);
  const auto repeated = exact.repeat({1, (channels + 2) / 3, 1, 1}).narrow(1, 0, channels);
  return repeated * (3.0 / static_cast<double>(channels));
}

bool same_but_channels(const torch::Tensor& a, const torch::Tensor& b) {
  return a.dim() == 4 && b.dim() == 4 && a.size(0) == b.size(0) && a.size(2) == b.size(2) &&
         a.size(3) == b.size(3);
}

}  // namespace

FittedWeights fit_weights(const Network& network, TensorFile file) {
  const auto traits = network.traits();
  file = in_our_names(std::move(file), network);
  std::map<std::string, torch::Tensor> given(file.tensors.begin(), file.tensors.end());
  const auto own = state_of(network);
  FittedWeights result;
  auto& fit = result.fit;
  for (const auto& [name, tensor] : own.tensors) {
    const auto found = given.find(name);
    const bool there = found != given.end();
    auto taken = there ? found->second : torch::Tensor();
    if (there) given.erase(found);
    if (there && name == traits.first_convolution + ".weight" && same_but_channels(taken, tensor)) {
      if (auto adapted = adapt_channels(taken, tensor.size(1)); adapted.defined()) {
        fit.adapted.push_back(fmt::format("{}: 3 input channels made {}", name, tensor.size(1)));
        taken = adapted;
      }
    }
    if (there && taken.sizes() == tensor.sizes()) {
      ++fit.taken;
      result.weights.tensors.emplace_back(name, taken);
    } else if (name.starts_with(traits.head + ".") || is_side_head(network, name)) {
      fit.head_anew.push_back(name);
      result.weights.tensors.emplace_back(name, tensor);
    } else if (there) {
      fit.misshaped.push_back(fmt::format("{} ({} instead of {})", name, fmt::join(taken.sizes(), " x "),
                                          fmt::join(tensor.sizes(), " x ")));
      result.weights.tensors.emplace_back(name, taken);
    } else if (!name.ends_with(".num_batches_tracked")) {  // which old PyTorch did not count
      fit.missing.push_back(name);
    }
  }
  for (const auto& [name, tensor] : given) {
    if (name.starts_with("aux_classifier.")) {
      fit.passed_over.push_back(name);
    } else {
      fit.unexpected.push_back(name);
      result.weights.tensors.emplace_back(name, tensor);
    }
  }
  return result;
}

void load_pretrained(Network& network, const fs::path& path) {
  auto file = read_weights(path);
  auto fitted = fit_weights(network, std::move(file.weights));
  load_state(network, fitted.weights, path.string());
  auto& passed_over = fitted.fit.passed_over;
  passed_over.insert(passed_over.end(), file.passed_over.begin(), file.passed_over.end());
  const auto text = describe(fitted.fit);
  log_info("{}: {} tensors taken{}{}", path.string(), fitted.fit.taken, text.empty() ? "" : "; ", text);
}

}  // namespace residuum::nn
