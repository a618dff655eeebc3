#include "learn/checkpoint.h"

#include "core/error.h"
#include "core/log.h"
#include "nn/metadata.h"

namespace residuum::learn {
namespace {

constexpr const char* kind = "checkpoint";
constexpr std::string_view model_prefix = "model/", best_prefix = "best/", average_prefix = "average/",
                           optimiser_prefix = "optimiser/";

void add(nn::TensorFile& file, std::string_view prefix, const nn::TensorFile& part) {
  for (const auto& [name, tensor] : part.tensors)
    file.tensors.emplace_back(std::string(prefix) + name, tensor);
}

nn::TensorFile part_of(const nn::TensorFile& file, std::string_view prefix) {
  nn::TensorFile part;
  for (const auto& [name, tensor] : file.tensors) {
    if (name.starts_with(prefix)) part.tensors.emplace_back(name.substr(prefix.size()), tensor);
  }
  return part;
}

Checkpoint parse(const nn::TensorFile& file, const std::string& where) {
  nn::require_kind(file, kind, where);
  Checkpoint checkpoint;
  checkpoint.fingerprint = nn::metadata_text(file, "fingerprint", where);
  const auto history = Json::parse(nn::metadata_text(file, "history", where), nullptr, false);
  checkpoint.history = history_from_json(history, where);
  const auto epochs = static_cast<int>(checkpoint.history.epochs.size());
  if (checkpoint.history.chosen_epoch < 1 || checkpoint.history.chosen_epoch > epochs) {
    throw input_error("{}: its history does not hold the chosen epoch", where);
  }
  checkpoint.model = part_of(file, model_prefix);
  checkpoint.best = part_of(file, best_prefix);
  checkpoint.average = part_of(file, average_prefix);
  checkpoint.optimiser = part_of(file, optimiser_prefix);
  return checkpoint;
}

}  // namespace

void write_checkpoint(const fs::path& path, const Checkpoint& checkpoint) {
  nn::TensorFile file;
  file.metadata = {{"kind", kind},
                   {"fingerprint", checkpoint.fingerprint},
                   {"history", to_json(checkpoint.history).dump()}};
  add(file, model_prefix, checkpoint.model);
  add(file, best_prefix, checkpoint.best);
  add(file, average_prefix, checkpoint.average);
  add(file, optimiser_prefix, checkpoint.optimiser);
  nn::write_safetensors(path, file);
}

std::optional<Checkpoint> read_checkpoint(const fs::path& path, const std::string& fingerprint) {
  if (!fs::exists(path)) return std::nullopt;
  try {
    auto checkpoint = parse(nn::read_safetensors(path), path.string());
    if (checkpoint.fingerprint == fingerprint) return checkpoint;
    log_info("{}: the checkpoint is of other data or settings; training starts anew", path.string());
  } catch (const Error& error) {
    log_warning("the checkpoint cannot be used, training starts anew: {}", error.what());
  }
  return std::nullopt;
}

}  // namespace residuum::learn
