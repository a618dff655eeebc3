// How far a training has come, as a small file beside its checkpoint that anybody may read meanwhile: the
// checkpoint itself holds every weight.
#pragma once

#include <optional>

#include "core/file.h"
#include "learn/history.h"

namespace residuum::learn {

struct TrainingProgress {
  int epochs = 0;  // asked for
  History history;
};

// Of checkpoint.safetensors: checkpoint.json, written atomically.
void write_training_progress(const fs::path& checkpoint, const TrainingProgress& progress);

// Empty when there is none or it cannot be read.
std::optional<TrainingProgress> read_training_progress(const fs::path& checkpoint);

}  // namespace residuum::learn
