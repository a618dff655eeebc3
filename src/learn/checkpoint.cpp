#include "learn/checkpoint.h"

#include <torch/torch.h>

#include <sstream>

#include "core/error.h"
#include "core/log.h"
#include "nn/metadata.h"

namespace residuum::learn {
namespace {

constexpr const char* kind = "checkpoint";
constexpr std::string_view model_prefix = "model/", best_prefix = "best/", average_prefix = "average/";

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
  const auto optimiser = part_of(file, "optimiser");
  if (optimiser.tensors.size() != 1) throw input_error("{}: the optimiser's state is missing", where);
  checkpoint.optimiser = optimiser.tensors.front().second;
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
  file.tensors.emplace_back("optimiser", checkpoint.optimiser);
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

torch::Tensor saved(const torch::optim::Optimizer& optimiser) {
  torch::serialize::OutputArchive archive;
  optimiser.save(archive);
  std::ostringstream stream;
  archive.save_to(stream);
  const std::string bytes = stream.str();
  auto tensor = torch::empty({static_cast<std::int64_t>(bytes.size())}, torch::kUInt8);
  std::copy(bytes.begin(), bytes.end(), tensor.data_ptr<std::uint8_t>());
  return tensor;
}

void restore(torch::optim::Optimizer& optimiser, const torch::Tensor& bytes) {
  torch::serialize::InputArchive archive;
  archive.load_from(reinterpret_cast<const char*>(bytes.data_ptr<std::uint8_t>()),
                    static_cast<std::size_t>(bytes.numel()));
  optimiser.load(archive);
}

}  // namespace residuum::learn
