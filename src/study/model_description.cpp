#include "study/model_description.h"

#include <cstring>
#include <fstream>

#include "core/error.h"
#include "nn/safetensors_header.h"

namespace residuum::study {
namespace {

// Only the head of the file is read: 8 bytes of length, little-endian, and the header.
nn::TensorHeader read_header(const fs::path& path) {
  std::error_code code;
  const auto size = fs::file_size(path, code);
  std::ifstream file(path, std::ios::binary);
  unsigned char raw[8] = {};
  file.read(reinterpret_cast<char*>(raw), sizeof raw);
  if (code || !file) throw input_error("{}: cannot be read; run the study again", path.string());
  std::uint64_t length = 0;
  for (int i = 7; i >= 0; --i) length = length << 8 | raw[i];
  if (length > nn::max_header_bytes || length + 8 > size)
    throw input_error("{}: no .safetensors file; run the study again", path.string());
  std::string text(length, '\0');
  file.read(text.data(), static_cast<std::streamsize>(length));
  return nn::parse_header(text, size - 8 - length, path.string());
}

// Learnt numbers: batch norm's running statistics are measured, not learnt.
std::int64_t parameters(const nn::TensorHeader& header) {
  std::int64_t sum = 0;
  for (const auto& tensor : header.tensors) {
    const bool statistic = tensor.name.ends_with("running_mean") || tensor.name.ends_with("running_var") ||
                           tensor.name.ends_with("num_batches_tracked");
    std::int64_t count = statistic ? 0 : 1;
    for (const auto length : tensor.shape) count *= length;
    sum += count;
  }
  return sum;
}

}  // namespace

Json describe_model(const RunFolder& run, const std::string& stage, const fs::path& path) {
  const auto header = read_header(path);
  const auto record = run.stage(stage) / "stage.json";
  const std::string relative = fs::relative(path, run.root).string();
  const Json outputs = json_field<Json>(read_json(record), "outputs", record.string());
  return {{"file", path.filename().string()},
          {"sha256", json_field<std::string>(outputs, relative, record.string())},
          {"parameters", parameters(header)},
          {"metadata", Json(header.metadata)}};
}

}  // namespace residuum::study
