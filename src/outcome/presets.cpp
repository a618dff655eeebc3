#include "outcome/presets.h"

namespace residuum::outcome {
namespace {

// What article and scripts share, or the article leaves to its scripts.
Options published() {
  Options options;
  options.networks = {"efficientnet_b0", "inception_resnet_v2", "resnet50", "xception"};
  options.network = options.networks.front();
  options.own_normalisation = false;
  options.augment = "flips";
  options.epochs = 40;
  options.batch = 32;
  options.max_slices = 0;
  options.optimiser = "sgd";
  options.folds = 1;
  options.calibration = stats::RecalibrationMethod::none;
  return options;
}

Options paper() {
  auto options = published();
  options.units = {Unit::image, Unit::mean};
  options.unit = options.units.front();
  options.learning_rate = 0.001;
  options.threshold = "half";
  return options;
}

Options code() {
  auto options = published();
  options.units = {Unit::image, Unit::stack};
  options.unit = options.units.front();
  options.learning_rate = 0.01;
  options.patient_batch = 8;
  options.epoch = "test";
  options.threshold = "alpha";
  return options;
}

}  // namespace

Options preset_options(const std::string& name) {
  if (name == "paper") return paper();
  if (name == "code") return code();
  return {};
}

}  // namespace residuum::outcome
