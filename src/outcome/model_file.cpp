#include "outcome/model_file.h"

#include "core/error.h"
#include "core/json.h"
#include "core/version.h"
#include "nn/blank_weights.h"
#include "nn/metadata.h"

namespace residuum::outcome {
namespace {

constexpr const char* kind = "outcome";
constexpr int most_folds = 100;

// "fold2/"; of one network alone names stand as they are.
std::string prefix(std::size_t fold, std::size_t folds) {
  return folds == 1 ? "" : fmt::format("fold{}/", fold + 1);
}

// Numbers that come back to the last bit.
std::string text_of(const stats::Recalibration& map) {
  return Json({{"method", stats::to_string(map.method)},
               {"slope", map.slope},
               {"intercept", map.intercept},
               {"x", map.x},
               {"y", map.y}})
      .dump();
}

stats::Recalibration recalibration_from(const std::string& text, const std::string& where) {
  const auto value = Json::parse(text, nullptr, false);
  stats::Recalibration map;
  map.method = stats::recalibration_method(json_field<std::string>(value, "method", where));
  map.slope = json_field<double>(value, "slope", where);
  map.intercept = json_field<double>(value, "intercept", where);
  map.x = json_field<std::vector<double>>(value, "x", where);
  map.y = json_field<std::vector<double>>(value, "y", where);
  stats::require_sound(map);
  return map;
}

std::string input_text(const Options& options, const nn::Normalisation& normalisation) {
  const std::string slice = "tumour rectangle, grey of 0..1 three times, " + nn::describe(normalisation);
  if (options.unit != Unit::stack) return slice;
  return fmt::format("the first {} rectangles as channels, each: {}; zeros where there are fewer",
                     stacked_slices, slice);
}

std::string output_text(Unit unit) {
  if (unit == Unit::stack) return "one logit a patient: residual tumour";
  if (unit == Unit::attention)
    return "one logit a patient: residual tumour, of his slices' features weighed by gated attention";
  return "one logit a slice: residual tumour; a patient's probability is the mean of his slices'";
}

std::string epochs_of(const TrainingResult& result) {
  std::string text;
  for (const auto& fold : result.folds)
    text += (text.empty() ? "" : ", ") + std::to_string(fold.chosen_epoch);
  return text;
}

}  // namespace

std::string settings_text(const Options& options) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}", options.network,
                     to_string(options.unit), options.image_size, options.own_normalisation, options.augment,
                     options.epochs, options.shared_epochs, options.batch, options.patient_batch,
                     options.max_slices, options.optimiser, options.learning_rate, options.balance,
                     options.label_smoothing, options.feature_weight, options.epoch, options.threshold,
                     options.seed, options.pretrained, options.folds);
}

void write_model(const fs::path& path, const std::vector<std::shared_ptr<PatientNetwork>>& networks,
                 const std::string& regimen, const Options& options, const TrainingResult& result) {
  nn::TensorFile file;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    for (auto& [name, tensor] : networks[i]->state().tensors)
      file.tensors.emplace_back(prefix(i, networks.size()) + name, std::move(tensor));
  }
  file.metadata = {
      {"kind", kind},
      {"program", std::string("residuum ") + version},
      {"regimen", regimen},
      {"network", options.network},
      {"unit", to_string(options.unit)},
      {"folds", std::to_string(networks.size())},
      {"image_size", std::to_string(options.image_size)},
      {"own_normalisation", std::to_string(options.own_normalisation)},
      {"input", input_text(options, networks.front()->normalisation())},
      {"output", output_text(options.unit)},
      {"threshold", nn::exact_text(result.threshold)},
      {"slice_threshold", nn::exact_text(result.slice_threshold)},
      {"calibration", text_of(result.calibration)},
      {"started_from",
       options.pretrained.empty() ? "random weights" : fs::path(options.pretrained).filename().string()},
      {"seed", std::to_string(options.seed)},
      {"epoch", epochs_of(result)},
      {"fitting_patients", std::to_string(result.fitting_patients)},
      {"validation_patients", std::to_string(result.held_out.size())}};
  if (!result.leak.empty()) file.metadata["leak"] = result.leak;
  nn::write_safetensors(path, file);
}

Model read_model(const fs::path& path, nn::Reading reading) {
  const auto file = nn::read_safetensors(path, reading);
  const nn::BlankWeights blank;  // the file's tensors take their place
  const std::string where = path.string();
  nn::require_kind(file, kind, where);
  Model model;
  const auto folds = static_cast<std::size_t>(nn::metadata_integer(file, "folds", 1, most_folds, where));
  with_context(where, [&] {
    model.architecture = {nn::metadata_text(file, "network", where),
                          unit_of(nn::metadata_text(file, "unit", where)),
                          nn::metadata_integer(file, "own_normalisation", 0, 1, where) == 1};
    model.calibration = recalibration_from(nn::metadata_text(file, "calibration", where), "calibration");
  });
  model.regimen = nn::metadata_text(file, "regimen", where);
  model.image_size = nn::metadata_integer(file, "image_size", 16, 4096, where);
  model.threshold = nn::metadata_number(file, "threshold", 0, 1, where);
  model.slice_threshold = nn::metadata_number(file, "slice_threshold", 0, 1, where);
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const auto start = prefix(fold, folds);
    nn::TensorFile own;
    for (const auto& [name, tensor] : file.tensors) {
      if (name.starts_with(start)) own.tensors.emplace_back(name.substr(start.size()), tensor);
    }
    model.networks.push_back(
        with_context(where, [&] { return std::make_shared<PatientNetwork>(model.architecture); }));
    model.networks.back()->load(own, where);
  }
  return model;
}

}  // namespace residuum::outcome
