// A trained segmenter on disk: its weights, and as metadata what they expect and how they came about. Of
// several networks (folds) that are averaged, tensors are called "fold1/NAME" and so on.
#pragma once

#include "nn/network.h"
#include "segmentation/parts.h"
#include "segmentation/segmentation.h"

namespace residuum::segmentation {

struct Model {
  std::vector<std::shared_ptr<nn::Network>> networks;
  int image_size = 0, neighbours = 0;
  Extent frame;
  bool whole_image = false, unit_input = false, z_scores = false, bias_correction = false, test_flips = false;
  double threshold = 0.5;
  CleanUp clean_up;
};

void write_model(const fs::path& path, const std::vector<std::shared_ptr<nn::Network>>& networks,
                 const Options& options, const Training& training, const std::vector<Part>& parts);

// Errors: input, naming the file and what is wrong with it. `mapped`: as read_safetensors.
Model read_model(const fs::path& path, nn::Reading reading = nn::Reading::copied);

// All that training depends on besides data and initial weights.
std::string settings_text(const Options& options);

}  // namespace residuum::segmentation
