#include "outcome/model_file.h"

#include "core/version.h"
#include "nn/metadata.h"

namespace residuum::outcome {
namespace {

constexpr const char* kind = "outcome";

}  // namespace

std::string settings_text(const Options& options) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {}", options.network, options.image_size, options.epochs,
                     options.batch, options.max_slices, options.optimiser, options.learning_rate,
                     options.validation_fraction, options.seed, options.pretrained);
}

void write_model(const fs::path& path, const nn::Network& network, const std::string& regimen,
                 const Options& options, const TrainingResult& result) {
  auto file = nn::state_of(network);
  file.metadata = {
      {"kind", kind},
      {"program", std::string("residuum ") + version},
      {"regimen", regimen},
      {"network", options.network},
      {"image_size", std::to_string(options.image_size)},
      {"input",
       "tumour rectangle, grey of 0..1 three times, " + nn::describe(network.traits().normalisation)},
      {"output", "one logit a slice: residual tumour; a patient's probability is the mean of his slices'"},
      {"threshold", nn::exact_text(result.threshold)},
      {"started_from",
       options.pretrained.empty() ? "random weights" : fs::path(options.pretrained).filename().string()},
      {"seed", std::to_string(options.seed)},
      {"epoch", std::to_string(result.history.chosen_epoch)},
      {"fitting_patients", std::to_string(result.fitting_patients)},
      {"validation_patients", std::to_string(result.validation_outcomes.size())}};
  nn::write_safetensors(path, file);
}

Model read_model(const fs::path& path) {
  const auto file = nn::read_safetensors(path);
  const std::string where = path.string();
  nn::require_kind(file, kind, where);
  Model model;
  model.network_name = nn::metadata_text(file, "network", where);
  model.network =
      with_context(where, [&] { return nn::make_network(model.network_name, nn::NetworkTask::classify, 1); });
  model.regimen = nn::metadata_text(file, "regimen", where);
  model.image_size = nn::metadata_integer(file, "image_size", 16, 4096, where);
  model.threshold = nn::metadata_number(file, "threshold", 0, 1, where);
  nn::load_state(*model.network, file, where);
  return model;
}

}  // namespace residuum::outcome
