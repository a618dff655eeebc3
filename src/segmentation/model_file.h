// A trained segmenter on disk: its weights, and as metadata what they expect and how they came about.
#pragma once

#include "nn/network.h"
#include "segmentation/segmentation.h"

namespace residuum::segmentation {

struct Model {
  std::shared_ptr<nn::Network> network;
  int image_size = 0;
  double threshold = 0.5, min_component_mm3 = 0;
  int keep_largest = 0;
};

struct TrainingPatients {  // how many
  std::size_t fitting = 0, validation = 0;
};

void write_model(const fs::path& path, const nn::Network& network, const Options& options,
                 const learn::History& history, const TrainingPatients& patients);

// Errors: input, naming the file and what is wrong with it.
Model read_model(const fs::path& path);

// All that training depends on besides data and initial weights.
std::string settings_text(const Options& options);

}  // namespace residuum::segmentation
