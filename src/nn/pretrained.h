// Weights to start from: a published file of the same layout, whatever its number of classes and input
// channels, as torchvision and timm give them. DeepLabv3 also takes a plain ResNet-50's as its backbone.
#pragma once

#include "nn/network.h"
#include "nn/weights.h"

namespace residuum::nn {

struct FittedWeights {
  TensorFile weights;  // one for each of the network's, and those that have no place in it
  WeightsFit fit;
};

// Every tensor below the head must be there; the head's are taken where they fit and left as they are where
// not, and so are side heads' where the network has them (image_segmenter.h); else an auxiliary classifier is
// passed over. A first convolution of three channels is adapted to the network's as timm does: summed for
// one, else repeated and scaled by 3 / channels.
FittedWeights fit_weights(const Network& network, TensorFile file);

// Says on the terminal what was taken and what starts anew. Errors: input, naming `path` and every tensor
// that is missing, unexpected or of another shape.
void load_pretrained(Network& network, const fs::path& path);

}  // namespace residuum::nn
