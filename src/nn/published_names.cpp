#include "nn/published_names.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <regex>

namespace residuum::nn {
namespace {

bool has_prefix(const TensorFile& file, const std::string& prefix) {
  return std::ranges::any_of(file.tensors,
                             [&](const auto& tensor) { return tensor.first.starts_with(prefix); });
}

// Part of torchvision's block ("0.1", "1.fc1" ...) as timm's. A block without expansion lacks the first.
std::string efficientnet_layer(const std::string& part, bool expands) {
  struct Pair {
    const char *torchvision, *timm;
  };
  static constexpr Pair with_expansion[] = {{"0.0", "conv_pw"},          {"0.1", "bn1"},
                                            {"1.0", "conv_dw"},          {"1.1", "bn2"},
                                            {"2.fc1", "se.conv_reduce"}, {"2.fc2", "se.conv_expand"},
                                            {"3.0", "conv_pwl"},         {"3.1", "bn3"}};
  static constexpr Pair without[] = {{"0.0", "conv_dw"},          {"0.1", "bn1"},
                                     {"1.fc1", "se.conv_reduce"}, {"1.fc2", "se.conv_expand"},
                                     {"2.0", "conv_pw"},          {"2.1", "bn2"}};
  const auto find = [&](const auto& table) -> std::string {
    for (const auto& pair : table) {
      if (part == pair.torchvision) return pair.timm;
    }
    return "";
  };
  return expands ? find(with_expansion) : find(without);
}

std::string from_torchvision_efficientnet(const std::string& name) {
  static const std::regex block(R"(features\.([1-7])\.(\d+)\.block\.(\d\.\w+)\.(\w+))");
  static const std::map<std::string, std::string> ends{{"features.0.0", "conv_stem"},
                                                       {"features.0.1", "bn1"},
                                                       {"features.8.0", "conv_head"},
                                                       {"features.8.1", "bn2"},
                                                       {"classifier.1", "classifier"}};
  std::smatch match;
  if (std::regex_match(name, match, block)) {
    const int stage = match[1].str().front() - '0';
    const auto layer = efficientnet_layer(match[3], stage > 1);
    if (layer.empty()) return name;
    return fmt::format("blocks.{}.{}.{}.{}", stage - 1, match[2].str(), layer, match[4].str());
  }
  const auto dot = name.rfind('.');
  const auto end = ends.find(name.substr(0, dot));
  return end == ends.end() ? name : end->second + name.substr(dot);
}

}  // namespace

TensorFile in_our_names(TensorFile file, const Network& network) {
  const auto first = network.traits().first_convolution;
  if (first == "conv_stem" && has_prefix(file, "features.0.")) {
    for (auto& [name, tensor] : file.tensors) name = from_torchvision_efficientnet(name);
  }
  if (first == "backbone.conv1" && !has_prefix(file, "backbone.")) {
    std::erase_if(file.tensors, [](const auto& tensor) { return tensor.first.starts_with("fc."); });
    for (auto& [name, tensor] : file.tensors) name.insert(0, "backbone.");
  }
  return file;
}

}  // namespace residuum::nn
