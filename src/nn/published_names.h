// Names that other libraries give to the same layers, as ours.
#pragma once

#include <string>

#include "nn/network.h"

namespace residuum::nn {

// The file with its tensors under the network's names: torchvision's EfficientNet-B0
// ("features.1.0.block.0.0.weight") as timm's ("blocks.0.0.conv_dw.weight"), and a plain ResNet-50 as the
// backbone of DeepLabv3. Names that are the network's already stay; so do those that nothing is known of.
TensorFile in_our_names(TensorFile file, const Network& network);

}  // namespace residuum::nn
