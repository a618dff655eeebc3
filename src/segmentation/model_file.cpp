#include "segmentation/model_file.h"

#include "core/error.h"
#include "core/version.h"
#include "nn/blank_weights.h"
#include "nn/image_segmenter.h"
#include "nn/metadata.h"
#include "segmentation/maps.h"
#include "segmentation/prepare.h"

namespace residuum::segmentation {
namespace {

constexpr const char* kind = "segmentation";
constexpr int most_folds = 100;

// "fold2/"; of one network alone names stand as they are.
std::string prefix(std::size_t fold, std::size_t folds) {
  return folds == 1 ? "" : fmt::format("fold{}/", fold + 1);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string input_text(const nn::Network& network, const Options& options) {
  const bool z_scores = options.intensity == "zscore";
  const auto values =
      std::string(z_scores ? "z-scores in the body" : "of 0..1") +
      (options.bias_correction ? " after N4" : "") + ", " +
      (values_as_they_are(options) ? "as they are" : nn::describe(network.traits().normalisation));
  if (options.neighbours == 0) return "grey three times, " + values;
  return fmt::format("grey of {} neighbouring slices, {}", input_channels(options.neighbours), values);
}

void describe(nn::TensorFile& file, const CleanUp& clean_up) {
  file.metadata["min_component_mm3"] = nn::exact_text(clean_up.min_component_mm3);
  file.metadata["keep_largest"] = std::to_string(clean_up.keep_largest);
}

}  // namespace

std::string settings_text(const Options& options) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}",
                     options.network, options.image_size, options.patch, options.whole_image,
                     options.unit_input, options.intensity, options.bias_correction, options.neighbours,
                     options.epochs, options.batch, options.optimiser, options.learning_rate, options.plateau,
                     options.loss, options.deep_supervision, options.background_share, options.augment,
                     options.elastic, options.bias_field, options.weight_average, options.split,
                     options.validation_fraction, options.folds, options.score, options.threshold,
                     options.test_flips, options.seed, options.pretrained);
}

void write_model(const fs::path& path, const std::vector<std::shared_ptr<nn::Network>>& networks,
                 const Options& options, const Training& training, const std::vector<Part>& parts) {
  nn::TensorFile file;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    for (auto& [name, tensor] : nn::state_without_side_heads(*networks[i]).tensors)
      file.tensors.emplace_back(prefix(i, networks.size()) + name, std::move(tensor));
  }
  std::vector<std::string> epochs, fitting, validation;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    epochs.push_back(std::to_string(training.folds[i].chosen_epoch));
    fitting.push_back(std::to_string(parts[i].fitting_patients));
    validation.push_back(std::to_string(parts[i].validation_patients));
  }
  file.metadata = {
      {"kind", kind},
      {"program", std::string("residuum ") + version},
      {"network", options.network},
      {"folds", std::to_string(networks.size())},
      {"image_size", std::to_string(options.image_size)},
      {"frame_height", std::to_string(training.frame_height)},
      {"frame_width", std::to_string(training.frame_width)},
      {"neighbours", std::to_string(options.neighbours)},
      {"whole_image", std::to_string(options.whole_image)},
      {"unit_input", std::to_string(options.unit_input)},
      {"intensity", options.intensity},
      {"bias_correction", std::to_string(options.bias_correction)},
      {"test_flips", std::to_string(options.test_flips)},
      {"input", input_text(*networks.front(), options)},
      {"output", "one logit a pixel: tumour, primary or nodes"},
      {"threshold", nn::exact_text(options.threshold)},
      {"started_from",
       options.pretrained.empty() ? "random weights" : fs::path(options.pretrained).filename().string()},
      {"seed", std::to_string(options.seed)},
      {"epoch", joined(epochs)},
      {"held_out_by", options.split},
      {"validation_dice", nn::exact_text(training.validation_score)},
      {"fitting_patients", joined(fitting)},
      {"validation_patients", joined(validation)}};
  describe(file, clean_up_of(options));
  nn::write_safetensors(path, file);
}

void copy_model(const fs::path& from, const fs::path& to, const CleanUp& clean_up) {
  auto file = nn::read_safetensors(from);
  nn::require_kind(file, kind, from.string());
  describe(file, clean_up);
  nn::write_safetensors(to, file);
}

Model read_model(const fs::path& path, nn::Reading reading) {
  const auto file = nn::read_safetensors(path, reading);
  const nn::BlankWeights blank;  // the file's tensors take their place
  const std::string where = path.string();
  nn::require_kind(file, kind, where);
  Model model;
  const auto flag = [&](const char* key) { return nn::metadata_integer(file, key, 0, 1, where) == 1; };
  const auto name = nn::metadata_text(file, "network", where);
  const auto folds = static_cast<std::size_t>(nn::metadata_integer(file, "folds", 1, most_folds, where));
  model.image_size = nn::metadata_integer(file, "image_size", 16, 4096, where);
  model.frame = {model.image_size, model.image_size};
  if (file.metadata.contains("frame_height")) {  // models of version 0.1 have squares
    model.frame = {nn::metadata_integer(file, "frame_height", 1, model.image_size, where),
                   nn::metadata_integer(file, "frame_width", 1, model.image_size, where)};
  }
  model.neighbours = nn::metadata_integer(file, "neighbours", 0, 8, where);
  model.whole_image = flag("whole_image");
  model.unit_input = flag("unit_input");
  if (file.metadata.contains("intensity")) {  // models of version 0.1 have neither
    model.z_scores = nn::metadata_text(file, "intensity", where) == "zscore";
    model.bias_correction = flag("bias_correction");
  }
  model.test_flips = flag("test_flips");
  model.threshold = nn::metadata_number(file, "threshold", 0, 1, where);
  model.clean_up.min_component_mm3 = nn::metadata_number(file, "min_component_mm3", 0, 1e9, where);
  model.clean_up.keep_largest = nn::metadata_integer(file, "keep_largest", 0, 1000, where);
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const auto start = prefix(fold, folds);
    nn::TensorFile own;
    for (const auto& [tensor_name, tensor] : file.tensors) {
      if (tensor_name.starts_with(start)) own.tensors.emplace_back(tensor_name.substr(start.size()), tensor);
    }
    model.networks.push_back(with_context(where, [&] {
      return nn::make_network(name, nn::NetworkTask::segment, 1, input_channels(model.neighbours));
    }));
    nn::load_state(*model.networks.back(), own, where);
  }
  return model;
}

}  // namespace residuum::segmentation
