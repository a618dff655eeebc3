#include "learn/training_progress.h"

#include "core/error.h"

namespace residuum::learn {
namespace {

fs::path file_of(fs::path checkpoint) {
  return checkpoint.replace_extension(".json");
}

}  // namespace

void write_training_progress(const fs::path& checkpoint, const TrainingProgress& progress) {
  write_json(file_of(checkpoint), {{"epochs", progress.epochs}, {"history", to_json(progress.history)}});
}

std::optional<TrainingProgress> read_training_progress(const fs::path& checkpoint) {
  const fs::path path = file_of(checkpoint);
  try {
    const Json read = read_json(path);
    return TrainingProgress{
        json_field<int>(read, "epochs", path.string()),
        history_from_json(json_field<Json>(read, "history", path.string()), path.string())};
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace residuum::learn
