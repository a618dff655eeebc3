// The networks' names, by what they do. No LibTorch here, so that settings can be checked anywhere.
#pragma once

#include <string>
#include <vector>

namespace residuum::nn {

enum class NetworkTask { segment, classify };

// Names known to make_network (network.h), in one table (network.cpp). segment: deeplabv3_resnet50 and unet
// (the study's), unet_transposed (learnt enlargement), deeplabv3_resnet18_16 and unet16 (a quarter as wide,
// which learn from scratch on a processor). classify: resnet50, efficientnet_b0, xception and
// inception_resnet_v2 (the study's), resnet18, resnet18_16 (a quarter as wide: a sixteenth of the weights).
std::vector<std::string> network_names(NetworkTask task);

// The side of the smallest image, in pixels, that the network can take. REQUIRES: a name of network_names().
int smallest_image(const std::string& network);

// Whether every output depends on the mean of all the image, so that it is another one in a part of it:
// DeepLabv3's image pooling, and all that classify. REQUIRES: as above.
bool pools_image(const std::string& network);

}  // namespace residuum::nn
