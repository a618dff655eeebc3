// A file of weights, whichever of the formats it is in: .safetensors or torch.save's zip archive. The file's
// first bytes decide, not its name.
#pragma once

#include "nn/torch_file.h"

namespace residuum::nn {

// Errors: input, naming the file: as read_safetensors and read_torch_file, and for a .pth older than PyTorch
// 1.6, with the remedy.
TorchFile read_weights(const fs::path& path);

// "safetensors" or "torch.save", by the first bytes.
std::string weights_format(const fs::path& path);

}  // namespace residuum::nn
