// A trained outcome model on disk: its weights, and as metadata what they expect and how they came about. Of
// several networks (folds) that are averaged, tensors are called "fold1/NAME" and so on.
#pragma once

#include "outcome/outcome.h"
#include "outcome/patient_network.h"

namespace residuum::outcome {

struct Model {
  std::vector<std::shared_ptr<PatientNetwork>> networks;
  Architecture architecture;
  std::string regimen;
  int image_size = 0;
  double threshold = 0.5, slice_threshold = 0.5;
  stats::Recalibration calibration;
};

void write_model(const fs::path& path, const std::vector<std::shared_ptr<PatientNetwork>>& networks,
                 const std::string& regimen, const Options& options, const TrainingResult& result);

// Errors: input, naming the file and what is wrong with it. `mapped`: as read_safetensors.
Model read_model(const fs::path& path, nn::Reading reading = nn::Reading::copied);

// All that training depends on besides data and initial weights.
std::string settings_text(const Options& options);

}  // namespace residuum::outcome
