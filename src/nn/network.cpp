#include "nn/network.h"

#include <fmt/ranges.h>

#include "core/error.h"
#include "core/text.h"
#include "nn/deeplabv3.h"
#include "nn/resnet.h"
#include "nn/unet.h"

namespace residuum::nn {
namespace {

struct Row {
  const char* name;
  NetworkTask task;
  std::shared_ptr<Network> (*make)(int classes);
};

std::shared_ptr<Network> resnet18(int classes) {
  return std::make_shared<ResNet>(ResNetDepth::resnet18, classes);
}
std::shared_ptr<Network> resnet50(int classes) {
  return std::make_shared<ResNet>(ResNetDepth::resnet50, classes);
}
std::shared_ptr<Network> deeplabv3_resnet50(int classes) {
  return std::make_shared<DeepLabV3>(classes);
}
std::shared_ptr<Network> unet(int classes) {
  return std::make_shared<UNet>(classes, 64);
}
std::shared_ptr<Network> unet16(int classes) {
  return std::make_shared<UNet>(classes, 16);
}

constexpr Row networks[] = {{"resnet18", NetworkTask::classify, resnet18},
                            {"resnet50", NetworkTask::classify, resnet50},
                            {"deeplabv3_resnet50", NetworkTask::segment, deeplabv3_resnet50},
                            {"unet", NetworkTask::segment, unet},
                            {"unet16", NetworkTask::segment, unet16}};

}  // namespace

std::vector<std::string> network_names(NetworkTask task) {
  std::vector<std::string> names;
  for (const auto& row : networks) {
    if (row.task == task) names.emplace_back(row.name);
  }
  return names;
}

std::shared_ptr<Network> make_network(const std::string& name, NetworkTask task, int classes) {
  for (const auto& row : networks) {
    if (row.name == name && row.task == task) return row.make(classes);
  }
  const auto known = network_names(task);
  const auto near = nearest(name, known);
  if (!near.empty()) throw input_error("network \"{}\" is unknown here; did you mean \"{}\"?", name, near);
  throw input_error("network \"{}\" is unknown here; there are {}", name, fmt::join(known, ", "));
}

}  // namespace residuum::nn
