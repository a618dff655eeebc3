// The .safetensors format (huggingface/safetensors, format.md): 8 bytes little-endian header length, a JSON
// header with dtype, shape and data_offsets per tensor and text metadata, then the tensors' bytes.
#pragma once

#include <torch/types.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/file.h"

namespace residuum::nn {

struct TensorFile {
  std::vector<std::pair<std::string, torch::Tensor>> tensors;  // on the CPU, contiguous
  std::map<std::string, std::string> metadata;
};

// "F32", "BF16": what the format calls a type; LibTorch's name where it has none.
std::string dtype_name(torch::ScalarType type);

// Atomic. Tensors are written in order, contiguous; dtypes F32, F16, BF16, F64, I64, I32, I16, I8, U8.
void write_safetensors(const fs::path& path, const TensorFile& file);

// Errors: input, naming file and tensor: not the format, a header over 100 MiB, offsets that overlap, leave
// gaps or leave the file, a shape that does not fit its bytes, an unknown dtype, a name twice.
//
// `mapped`: large tensors are the file's own pages (a private mapping, POSIX mmap), read when they are used
// and given back with the tensor; the file must stay as it is until then.
enum class Reading { copied, mapped };
TensorFile read_safetensors(const fs::path& path, Reading reading = Reading::copied);

}  // namespace residuum::nn
