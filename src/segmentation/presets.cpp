#include "segmentation/presets.h"

namespace residuum::segmentation {
namespace {

// What article and scripts share, or the article leaves to its scripts.
Options published() {
  Options options;
  options.networks = {"unet", "deeplabv3_resnet50"};
  options.network = options.networks.front();
  options.epochs = 20;
  options.optimiser = "rmsprop";
  options.loss = "cross_entropy";
  options.background_share = 0;  // the labelled slices
  options.augment = false;
  options.min_component_mm3 = 0;
  return options;
}

Options paper() {
  auto options = published();
  options.batch = 32;
  options.learning_rate = 0.001;
  return options;
}

Options code() {
  auto options = published();
  options.image_size = 256;  // half of 512
  options.whole_image = true;
  options.unit_input = true;
  options.batch = 8;
  options.learning_rate = 1e-4;
  options.plateau = true;
  options.split = "image";
  options.leak_check = true;  // and the report says by how much
  options.score = "batch";
  return options;
}

// What the article does not have and the field does (Isensee et al. 2021), as far as it costs no multiple of
// the time.
Options rigorous() {
  Options options;
  options.intensity = "zscore";
  options.neighbours = 1;
  options.deep_supervision = true;
  options.elastic = 0.01;
  options.bias_field = 0.05;
  return options;
}

}  // namespace

Options preset_options(const std::string& name) {
  if (name == "paper") return paper();
  if (name == "code") return code();
  return rigorous();
}

}  // namespace residuum::segmentation
