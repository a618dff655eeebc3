#include "nn/safetensors.h"

#include <torch/torch.h>

#include <bit>
#include <boost/interprocess/file_mapping.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <optional>
#include <set>

#include "core/error.h"
#include "core/json.h"
#include "nn/safetensors_header.h"

namespace residuum::nn {
namespace {

namespace ipc = boost::interprocess;

static_assert(std::endian::native == std::endian::little,
              "the format is little-endian, bytes are copied as is");

struct Dtype {
  const char* name;
  torch::ScalarType type;
};
constexpr Dtype dtypes[] = {{"F32", torch::kFloat32}, {"F16", torch::kFloat16}, {"BF16", torch::kBFloat16},
                            {"F64", torch::kFloat64}, {"I64", torch::kInt64},   {"I32", torch::kInt32},
                            {"I16", torch::kInt16},   {"I8", torch::kInt8},     {"U8", torch::kUInt8}};

const char* name_of(torch::ScalarType type, const std::string& tensor) {
  for (const auto& dtype : dtypes) {
    if (dtype.type == type) return dtype.name;
  }
  throw failure("tensor \"{}\": dtype {} cannot be written as safetensors", tensor, c10::toString(type));
}

torch::ScalarType type_of(const TensorEntry& entry, const std::string& where) {
  for (const auto& dtype : dtypes) {
    if (dtype.name == entry.dtype) return dtype.type;
  }
  throw input_error(
      "{}: tensor \"{}\": dtype \"{}\" is unknown; F32, F16, BF16, F64, I64, I32, I16, I8 or U8 is read",
      where, entry.name, entry.dtype);
}

// Bytes that the shape asks for. The product is guarded: a shape may claim anything.
std::uint64_t bytes_of(const TensorEntry& entry, std::uint64_t item_bytes, const std::string& where) {
  std::uint64_t elements = 1;
  bool empty = false;
  for (const auto extent : entry.shape) {
    if (extent == 0) {
      empty = true;
    } else if (elements > (std::uint64_t{1} << 59) / static_cast<std::uint64_t>(extent)) {
      throw input_error("{}: tensor \"{}\": its shape is larger than any file", where, entry.name);
    } else {
      elements *= static_cast<std::uint64_t>(extent);
    }
  }
  return empty ? 0 : elements * item_bytes;
}

// The file's pages as tensors.
class MappedFile {
 public:
  // `header`: all before the tensors' bytes, as it was read. Errors: input, where that is another by now.
  MappedFile(const fs::path& path, const std::string& header) : path_(path), start_(header.size()) {
    mapping([&] { ipc::file_mapping(path.c_str(), ipc::read_only).swap(file_); });
    if (std::memcmp(region(0, start_)->get_address(), header.data(), start_) != 0)
      throw input_error("{}: changed while it was read; try again", path.string());
  }

  torch::Tensor tensor(const TensorEntry& entry, torch::ScalarType type) const {
    const auto part = region(start_ + entry.begin, entry.end - entry.begin);
    return torch::from_blob(
        part->get_address(), entry.shape, [part](void*) {}, type);
  }

  // A mapping takes whole pages; values must lie as the processor wants them.
  bool is_worth_it(const TensorEntry& entry, std::uint64_t item_bytes) const {
    constexpr std::uint64_t some_pages = 1 << 16;
    return entry.end - entry.begin >= some_pages && (start_ + entry.begin) % item_bytes == 0;
  }

 private:
  std::shared_ptr<ipc::mapped_region> region(std::uint64_t begin, std::uint64_t bytes) const {
    std::shared_ptr<ipc::mapped_region> made;
    mapping([&] {
      made = std::make_shared<ipc::mapped_region>(file_, ipc::copy_on_write,
                                                  static_cast<ipc::offset_t>(begin), bytes);
    });
    return made;
  }

  void mapping(const std::function<void()>& work) const {
    try {
      work();
    } catch (const ipc::interprocess_exception& error) {
      throw input_error("{}: cannot be mapped into memory: {}", path_.string(), error.what());
    }
  }

  fs::path path_;
  std::uint64_t start_;
  ipc::file_mapping file_;
};

Json header_of(const TensorFile& file) {
  Json header = Json::object();
  if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
  std::uint64_t offset = 0;
  for (const auto& [name, tensor] : file.tensors) {
    if (name == "__metadata__" || header.contains(name)) {
      throw failure("tensor \"{}\": the name is reserved or used twice", name);
    }
    const std::uint64_t end = offset + tensor.nbytes();
    header[name] = {{"dtype", name_of(tensor.scalar_type(), name)},
                    {"shape", tensor.sizes().vec()},
                    {"data_offsets", {offset, end}}};
    offset = end;
  }
  return header;
}

}  // namespace

std::string dtype_name(torch::ScalarType type) {
  for (const auto& dtype : dtypes) {
    if (dtype.type == type) return dtype.name;
  }
  return c10::toString(type);
}

void write_safetensors(const fs::path& path, const TensorFile& file) {
  std::string header = header_of(file).dump();
  header.resize((header.size() + 7) / 8 * 8, ' ');  // so that the tensors' bytes begin aligned
  const std::uint64_t length = header.size();
  write_file_with(path, [&](const fs::path& temporary) {
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream.write(reinterpret_cast<const char*>(&length), sizeof length);
    stream.write(header.data(), static_cast<std::streamsize>(length));
    for (const auto& [name, tensor] : file.tensors) {
      const auto bytes = tensor.detach().cpu().contiguous();
      stream.write(static_cast<const char*>(bytes.data_ptr()), static_cast<std::streamsize>(bytes.nbytes()));
    }
    stream.close();
    if (!stream) throw cannot_be_written(path, errno);
  });
}

TensorFile read_safetensors(const fs::path& path, Reading reading) {
  const std::string where = path.string();
  std::error_code code;
  if (!fs::is_regular_file(path, code)) throw input_error("{}: no such file", where);
  const std::uint64_t size = fs::file_size(path, code);
  std::ifstream stream(path, std::ios::binary);
  if (code || !stream) throw input_error("{}: cannot be read", where);

  const auto read = [&](void* target, std::uint64_t count) {
    if (count > 0 && !stream.read(static_cast<char*>(target), static_cast<std::streamsize>(count))) {
      throw input_error("{}: the file ends early", where);
    }
  };
  std::uint64_t length = 0;
  if (size < sizeof length) throw input_error("{}: not a safetensors file (only {} bytes)", where, size);
  read(&length, sizeof length);
  if (length > max_header_bytes || length > size - sizeof length) {
    throw input_error("{}: not a safetensors file (a header of {} bytes is claimed)", where, length);
  }
  std::string text(length, '\0');
  read(text.data(), length);

  auto header = parse_header(text, size - sizeof length - length, where);
  TensorFile file;
  file.metadata = std::move(header.metadata);
  for (const auto& entry : header.tensors) {  // every size is checked before the first tensor is allocated
    const auto wanted = bytes_of(entry, torch::elementSize(type_of(entry, where)), where);
    if (wanted != entry.end - entry.begin) {
      throw input_error("{}: tensor \"{}\": its shape asks for {} bytes, the file has {}", where, entry.name,
                        wanted, entry.end - entry.begin);
    }
  }
  const std::uint64_t start = sizeof length + length;
  std::optional<MappedFile> pages;
  if (reading == Reading::mapped)
    pages.emplace(path, std::string(reinterpret_cast<const char*>(&length), sizeof length) + text);
  for (const auto& entry : header.tensors) {
    const auto type = type_of(entry, where);
    if (pages && pages->is_worth_it(entry, torch::elementSize(type))) {
      file.tensors.emplace_back(entry.name, pages->tensor(entry, type));
      stream.seekg(static_cast<std::streamoff>(start + entry.end));  // of those behind it some are copied
      continue;
    }
    auto tensor = torch::empty(entry.shape, type);
    read(tensor.data_ptr(), entry.end - entry.begin);
    file.tensors.emplace_back(entry.name, std::move(tensor));
  }
  return file;
}

}  // namespace residuum::nn
