#include "study/segmentation_settings.h"

#include <algorithm>

#include "core/error.h"
#include "study/network_settings.h"
#include "study/settings.h"

namespace residuum::study {
namespace {

const std::string at = "segmentation.";

}  // namespace

void read_segmentation(const Config& config, segmentation::Options& options) {
  options.networks = read_networks(config, at, nn::NetworkTask::segment, options.networks);
  options.network = options.networks.front();
  int smallest = 0;
  for (const auto& name : options.networks) smallest = std::max(smallest, nn::smallest_image(name));
  const auto whole = [&](const char* key, int& value, int lowest, int highest) {
    value = static_cast<int>(config.integer(at + key, value, lowest, highest));
  };
  const auto number = [&](const char* key, double& value, double lowest, double highest) {
    value = config.number(at + key, value, lowest, highest);
  };
  const auto flag = [&](const char* key, bool& value) { value = config.flag(at + key, value); };
  const auto choice = [&](const char* key, std::string& value, const std::vector<std::string>& allowed) {
    value = config.choice(at + key, value, allowed);
  };
  whole("image_size", options.image_size, smallest, 1024);
  flag("whole_image", options.whole_image);
  flag("unit_input", options.unit_input);
  choice("intensity", options.intensity, {"range", "zscore"});
  flag("bias_correction", options.bias_correction);
  whole("patch", options.patch, 0, 1024);
  whole("neighbours", options.neighbours, 0, segmentation::most_neighbours);
  whole("epochs", options.epochs, 1, 10000);
  whole("batch", options.batch, 2, 1024);
  choice("optimiser", options.optimiser, {"adamw", "rmsprop"});
  number("learning_rate", options.learning_rate, 1e-8, 10);
  flag("plateau", options.plateau);
  choice("loss", options.loss, {"dice_and_cross_entropy", "cross_entropy"});
  flag("deep_supervision", options.deep_supervision);
  number("background_share", options.background_share, 0, 10);
  flag("augment", options.augment);
  number("elastic", options.elastic, 0, 0.1);
  number("bias_field", options.bias_field, 0, 1);
  number("weight_average", options.weight_average, 0, 0.99999);
  choice("split", options.split, {"patient", "image"});
  number("validation_fraction", options.validation_fraction, 0.05, 0.5);
  whole("folds", options.folds, 1, 20);
  choice("score", options.score, {"patient", "batch", "slice"});
  number("threshold", options.threshold, 0.01, 0.99);
  flag("test_flips", options.test_flips);
  number("min_component_mm3", options.min_component_mm3, 0, 1e6);
  whole("keep_largest", options.keep_largest, 0, 1000);
  flag("leak_check", options.leak_check);
  if (options.patch != 0 && (options.patch < smallest || options.patch % 16 != 0)) {
    throw input_error(
        "segmentation.patch {}: a multiple of 16 from {} on, or 0 for whole slices (U-Nets halve four times)",
        options.patch, (smallest + 15) / 16 * 16);
  }
  read_starts(config, at, options.networks, options.pretrained, options.pretrained_of);
  if (options.folds > 1 && options.split == "image") {
    throw input_error(
        "segmentation.folds {} with split = \"image\": folds are of patients; leave one of them out",
        options.folds);
  }
}

Json to_json(const segmentation::Options& options) {
  const auto file_name = [](const std::string& path) { return fs::path(path).filename().string(); };
  Json starts = Json::object();
  for (const auto& [network, path] : options.pretrained_of) starts[network] = file_name(path);
  return {{"networks", options.networks},
          {"image_size", options.image_size},
          {"whole_image", options.whole_image},
          {"unit_input", options.unit_input},
          {"intensity", options.intensity},
          {"bias_correction", options.bias_correction},
          {"patch", options.patch},
          {"neighbours", options.neighbours},
          {"epochs", options.epochs},
          {"batch", options.batch},
          {"optimiser", options.optimiser},
          {"learning_rate", options.learning_rate},
          {"plateau", options.plateau},
          {"loss", options.loss},
          {"deep_supervision", options.deep_supervision},
          {"background_share", options.background_share},
          {"augment", options.augment},
          {"elastic", options.elastic},
          {"bias_field", options.bias_field},
          {"weight_average", options.weight_average},
          {"split", options.split},
          {"validation_fraction", options.validation_fraction},
          {"folds", options.folds},
          {"score", options.score},
          {"threshold", options.threshold},
          {"test_flips", options.test_flips},
          {"min_component_mm3", options.min_component_mm3},
          {"keep_largest", options.keep_largest},
          {"leak_check", options.leak_check},
          {"seed", options.seed},
          {"pretrained", file_name(options.pretrained)},
          {"pretrained_of", starts}};
}

}  // namespace residuum::study
