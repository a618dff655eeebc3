// Weights to start from: a file of the same layout whatever its number of classes, as torchvision's converted
// to safetensors. DeepLabv3 also takes a plain ResNet-50's as its backbone.
#pragma once

#include "nn/network.h"

namespace residuum::nn {

// Every tensor below the head (fc, classifier) must be there; the head's are taken where they fit and left as
// they are where not, and an auxiliary classifier is passed over. Errors: input, naming `path` and the
// tensors.
void load_pretrained(torch::nn::Module& module, const fs::path& path);

}  // namespace residuum::nn
