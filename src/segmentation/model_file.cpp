#include "segmentation/model_file.h"

#include "core/version.h"
#include "nn/metadata.h"

namespace residuum::segmentation {
namespace {

constexpr const char* kind = "segmentation";

}  // namespace

std::string settings_text(const Options& options) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {}", options.network, options.image_size, options.epochs,
                     options.batch, options.optimiser, options.learning_rate, options.validation_fraction,
                     options.background_share, options.threshold, options.seed, options.pretrained);
}

void write_model(const fs::path& path, const nn::Network& network, const Options& options,
                 const learn::History& history, const TrainingPatients& patients) {
  auto file = nn::state_of(network);
  const auto& chosen = history.epochs.at(static_cast<std::size_t>(history.chosen_epoch) - 1);
  file.metadata = {
      {"kind", kind},
      {"program", std::string("residuum ") + version},
      {"network", options.network},
      {"image_size", std::to_string(options.image_size)},
      {"input", "grey of 0..1 three times, " + nn::describe(network.traits().normalisation)},
      {"output", "one logit a pixel: tumour, primary or nodes"},
      {"threshold", nn::exact_text(options.threshold)},
      {"min_component_mm3", nn::exact_text(options.min_component_mm3)},
      {"keep_largest", std::to_string(options.keep_largest)},
      {"started_from",
       options.pretrained.empty() ? "random weights" : fs::path(options.pretrained).filename().string()},
      {"seed", std::to_string(options.seed)},
      {"epoch", std::to_string(history.chosen_epoch)},
      {"validation_dice", nn::exact_text(chosen.validation_score)},
      {"fitting_patients", std::to_string(patients.fitting)},
      {"validation_patients", std::to_string(patients.validation)}};
  nn::write_safetensors(path, file);
}

Model read_model(const fs::path& path) {
  const auto file = nn::read_safetensors(path);
  const std::string where = path.string();
  nn::require_kind(file, kind, where);
  Model model;
  model.network = with_context(where, [&] {
    return nn::make_network(nn::metadata_text(file, "network", where), nn::NetworkTask::segment, 1);
  });
  model.image_size = nn::metadata_integer(file, "image_size", 16, 4096, where);
  model.threshold = nn::metadata_number(file, "threshold", 0, 1, where);
  model.min_component_mm3 = nn::metadata_number(file, "min_component_mm3", 0, 1e9, where);
  if (file.metadata.contains("keep_largest"))
    model.keep_largest = nn::metadata_integer(file, "keep_largest", 0, 1000, where);
  nn::load_state(*model.network, file, where);
  return model;
}

}  // namespace residuum::segmentation
