#include "nn/network.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "nn/deeplabv3.h"
#include "nn/efficientnet.h"
#include "nn/inception_resnet_v2.h"
#include "nn/resnet.h"
#include "nn/unet.h"
#include "nn/xception.h"

namespace residuum::nn {
namespace {

using Made = std::shared_ptr<Network>;

struct Row {
  const char* name;
  NetworkTask task;
  int smallest_image;
  bool pools_image;
  Made (*make)(int classes, int channels);
};

Made resnet18(int classes, int channels) {
  return std::make_shared<ResNet>(ResNetDepth::resnet18, classes, channels);
}
Made resnet18_16(int classes, int channels) {
  return std::make_shared<ResNet>(ResNetDepth::resnet18, classes, channels, 16);
}
Made resnet50(int classes, int channels) {
  return std::make_shared<ResNet>(ResNetDepth::resnet50, classes, channels);
}
Made efficientnet_b0(int classes, int channels) {
  return std::make_shared<EfficientNetB0>(classes, channels);
}
Made xception(int classes, int channels) {
  return std::make_shared<Xception>(classes, channels);
}
Made inception_resnet_v2(int classes, int channels) {
  return std::make_shared<InceptionResNetV2>(classes, channels);
}
Made deeplabv3_resnet50(int classes, int channels) {
  return std::make_shared<DeepLabV3>(ResNetDepth::resnet50, classes, channels);
}
Made deeplabv3_resnet18_16(int classes, int channels) {
  return std::make_shared<DeepLabV3>(ResNetDepth::resnet18, classes, channels, 16);
}
Made unet(int classes, int channels) {
  return std::make_shared<UNet>(classes, channels, 64, Enlargement::bilinear);
}
Made unet_transposed(int classes, int channels) {
  return std::make_shared<UNet>(classes, channels, 64, Enlargement::transposed);
}
Made unet16(int classes, int channels) {
  return std::make_shared<UNet>(classes, channels, 16, Enlargement::bilinear);
}

constexpr auto segment = NetworkTask::segment, classify = NetworkTask::classify;
constexpr Row networks[] = {{"resnet18", classify, 32, true, resnet18},
                            {"resnet18_16", classify, 32, true, resnet18_16},
                            {"resnet50", classify, 32, true, resnet50},
                            {"efficientnet_b0", classify, 32, true, efficientnet_b0},
                            {"xception", classify, 32, true, xception},
                            {"inception_resnet_v2", classify, 75, true, inception_resnet_v2},
                            {"deeplabv3_resnet50", segment, 32, true, deeplabv3_resnet50},
                            {"deeplabv3_resnet18_16", segment, 32, true, deeplabv3_resnet18_16},
                            {"unet", segment, 32, false, unet},
                            {"unet_transposed", segment, 32, false, unet_transposed},
                            {"unet16", segment, 32, false, unet16}};

const Row* find(const std::string& name) {
  const auto* const found = std::ranges::find_if(networks, [&](const Row& row) { return row.name == name; });
  return found == std::end(networks) ? nullptr : found;
}

Error unknown(const std::string& name, const std::vector<std::string>& known) {
  const auto near = nearest(name, known);
  if (!near.empty()) return input_error("network \"{}\" is unknown here; did you mean \"{}\"?", name, near);
  return input_error("network \"{}\" is unknown here; there are {}", name, fmt::join(known, ", "));
}

}  // namespace

std::vector<std::string> network_names(NetworkTask task) {
  std::vector<std::string> names;
  for (const auto& row : networks) {
    if (row.task == task) names.emplace_back(row.name);
  }
  return names;
}

int smallest_image(const std::string& network) {
  return find(network)->smallest_image;
}

bool pools_image(const std::string& network) {
  return find(network)->pools_image;
}

std::shared_ptr<Network> make_network(const std::string& name, NetworkTask task, int classes, int channels) {
  const auto* const row = find(name);
  if (row == nullptr || row->task != task) throw unknown(name, network_names(task));
  return row->make(classes, channels);
}

std::shared_ptr<Network> make_any_network(const std::string& name, int classes, int channels) {
  if (const auto* const row = find(name)) return row->make(classes, channels);
  auto known = network_names(classify);
  for (auto& more : network_names(segment)) known.push_back(std::move(more));
  throw unknown(name, known);
}

}  // namespace residuum::nn
