// A trained outcome model on disk: its weights, and as metadata what they expect and how they came about.
#pragma once

#include "nn/network.h"
#include "outcome/outcome.h"

namespace residuum::outcome {

struct Model {
  std::shared_ptr<nn::Network> network;
  std::string network_name;
  std::string regimen;
  int image_size = 0;
  double threshold = 0.5;
};

void write_model(const fs::path& path, const nn::Network& network, const std::string& regimen,
                 const Options& options, const TrainingResult& result);

// Errors: input, naming the file and what is wrong with it.
Model read_model(const fs::path& path);

// All that training depends on besides data and initial weights.
std::string settings_text(const Options& options);

}  // namespace residuum::outcome
