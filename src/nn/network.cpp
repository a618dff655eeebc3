#include "nn/network.h"

#include <fmt/ranges.h>

#include <map>

#include "core/error.h"
#include "core/text.h"
#include "nn/deeplabv3.h"
#include "nn/resnet.h"

namespace residuum::nn {
namespace {

struct Row {
  const char* name;
  std::shared_ptr<Network> (*make)(int classes);
};

template <class T>
std::shared_ptr<Network> make(int classes) {
  return std::make_shared<T>(classes);
}

constexpr Row networks[] = {{"resnet50", make<ResNet50>}, {"deeplabv3_resnet50", make<DeepLabV3>}};

}  // namespace

std::vector<std::string> network_names() {
  std::vector<std::string> names;
  for (const auto& row : networks) names.emplace_back(row.name);
  return names;
}

std::shared_ptr<Network> make_network(const std::string& name, int classes) {
  for (const auto& row : networks) {
    if (row.name == name) return row.make(classes);
  }
  const auto near = nearest(name, network_names());
  if (!near.empty()) throw input_error("network \"{}\" is unknown; did you mean \"{}\"?", name, near);
  throw input_error("network \"{}\" is unknown; there are {}", name, fmt::join(network_names(), ", "));
}

}  // namespace residuum::nn
