// Weights as Python's torch.save writes them (.pth, .pt; a zip archive since PyTorch 1.6): data.pkl, a pickle
// that describes dicts and tensors, and data/0, data/1 ..., the storages that the tensors are views of. The
// pickle is read as data (pickle.h); of Python's objects only tensors, parameters, OrderedDict and the
// storages' types are known, and nothing is executed.
#pragma once

#include "nn/safetensors.h"

namespace residuum::nn {

struct TorchFile {
  TensorFile weights;                    // in the file's order; bool becomes uint8
  std::vector<std::string> passed_over;  // entries of the state_dict that are no tensors
};

// Taken is a state_dict, or one wrapped as a training script's checkpoint, {"state_dict": ...} (or
// "model_state_dict", "model"); the prefix "module." of DataParallel is taken off. Errors: input, naming the
// file and what is wrong: not such an archive, a TorchScript program, another Python object (by name), a
// storage that is missing or of another size, a tensor that leaves its storage or is larger than it. Sizes
// are checked before anything is allocated.
TorchFile read_torch_file(const fs::path& path);

}  // namespace residuum::nn
