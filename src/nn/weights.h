// Weights files as a person asks about them: what is in one, whether it fits a network, and as .safetensors.
// No LibTorch here, so that commands can carry it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/file.h"

namespace residuum::nn {

struct TensorLine {
  std::string name, dtype;  // "conv1.weight", "F32", as .safetensors calls it
  std::vector<std::int64_t> shape;
};

struct WeightsListing {
  std::string format;  // "safetensors" or "torch.save"
  std::vector<TensorLine> tensors;
  std::map<std::string, std::string> metadata;
  std::vector<std::string> passed_over;  // entries of a state_dict that are no tensors
  std::uint64_t numbers = 0, bytes = 0;  // of all tensors together
};

// Errors: input, as read_weights (weights_file.h).
WeightsListing list_weights(const fs::path& path);

// How a file's tensors meet a network's names and shapes.
struct WeightsFit {
  std::size_t taken = 0;                 // tensors that go into the network
  std::vector<std::string> missing;      // of the network, without a tensor
  std::vector<std::string> unexpected;   // of the file, without a place
  std::vector<std::string> misshaped;    // "bn1.weight (32 instead of 64)"
  std::vector<std::string> head_anew;    // of the head, without a tensor that fits: they keep their start
  std::vector<std::string> adapted;      // "conv1.weight: 3 input channels made 1"
  std::vector<std::string> passed_over;  // of an auxiliary head, which only its makers' training used

  bool usable() const { return missing.empty() && unexpected.empty() && misshaped.empty(); }
  bool exact() const { return usable() && head_anew.empty() && adapted.empty() && passed_over.empty(); }
};

// "the head starts anew (fc.bias, fc.weight); conv1.weight: 3 input channels made 1"; empty for an exact fit.
std::string describe(const WeightsFit& fit);

// Errors: input, as read_weights, and for an unknown network.
WeightsFit check_weights(const fs::path& path, const std::string& network, int classes, int channels);

// Errors: input, when `path` cannot be read or does not fit the network as its starting weights.
void require_fit(const fs::path& path, const std::string& network);

// Every tensor of `from` as .safetensors, with what it was as metadata; under the network's names where one
// is given. Errors: input, as read_weights, and where a network is given and the tensors do not fit it.
void convert_weights(const fs::path& from, const fs::path& to, const std::string& network);

}  // namespace residuum::nn
