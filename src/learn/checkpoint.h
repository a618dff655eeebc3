// An unfinished training as one safetensors file: tensors "model/NAME", "best/NAME", "average/NAME" where
// weights are averaged, and "optimiser/NAME"; fingerprint and history as metadata.
#pragma once

#include <optional>
#include <string>

#include "learn/history.h"
#include "nn/network.h"

namespace residuum::learn {

struct Checkpoint {
  std::string fingerprint;
  History history;
  nn::TensorFile model, best, average, optimiser;
};

void write_checkpoint(const fs::path& path, const Checkpoint& checkpoint);

// Empty when there is none, and, with a word to the user, when it is damaged or of another fingerprint: a
// checkpoint only saves time, so no run fails for it.
std::optional<Checkpoint> read_checkpoint(const fs::path& path, const std::string& fingerprint);

}  // namespace residuum::learn
