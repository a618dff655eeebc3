// What a segmenter's outputs count in training with deep supervision, as numbers and as words for the methods
// text, so that neither drifts from the other. No LibTorch here.
#pragma once

#include <string>
#include <vector>

namespace residuum::nn {

struct SideSupervision {
  std::vector<double> weights;  // of the losses at ImageSegmenter::outputs(), the network's own first
  std::string text;             // "U-Net: ..."
};

// DeepLabv3: an auxiliary head on the backbone's third layer, whose loss counts half, as torchvision's
// reference trains it. U-Nets: outputs at a half and a quarter of the resolution, each counting half of the
// one above, the weights brought to a sum of 1, as nnU-Net does (Isensee et al. 2021). REQUIRES: a segmenter
// of network_names().
SideSupervision side_supervision(const std::string& network);

}  // namespace residuum::nn
