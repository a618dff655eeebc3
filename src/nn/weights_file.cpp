#include "nn/weights_file.h"

#include <array>
#include <fstream>

#include "core/error.h"
#include "core/text.h"

namespace residuum::nn {
namespace {

std::string first_bytes(const fs::path& path) {
  std::error_code code;
  if (!fs::is_regular_file(path, code)) throw input_error("{}: no such file", path.string());
  std::array<char, 9> bytes{};
  std::ifstream stream(path, std::ios::binary);
  stream.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(stream.gcount())};
}

// A pickle begins with 0x80; so does every 32nd .safetensors file, its header's length. A brace follows that.
bool bare_pickle(const std::string& bytes) {
  return bytes.starts_with('\x80') && !(bytes.size() == 9 && bytes.ends_with(std::string_view("\0\0{", 3)));
}

bool named_as_pytorch_does(const fs::path& path) {
  const auto ending = to_lower(path.extension().string());
  return ending == ".pth" || ending == ".pt" || ending == ".bin" || ending == ".ckpt";
}

}  // namespace

std::string weights_format(const fs::path& path) {
  return first_bytes(path).starts_with("PK\x03\x04") ? "torch.save" : "safetensors";
}

TorchFile read_weights(const fs::path& path) {
  if (weights_format(path) == "torch.save") return read_torch_file(path);
  if (bare_pickle(first_bytes(path))) {
    throw input_error(
        "{}: a .pth of the format before PyTorch 1.6, which is not read. With PyTorch 1.6 or later: python3 -c \"import "
        "torch; torch.save(torch.load('{}', map_location='cpu'), 'new.pth')\"",
        path.string(), path.filename().string());
  }
  if (named_as_pytorch_does(path)) {
    throw input_error("{}: not what torch.save writes: cut short, damaged, or another file by this name",
                      path.string());
  }
  return {read_safetensors(path), {}};
}

}  // namespace residuum::nn
