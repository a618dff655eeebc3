#include "segmentation/slice_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <torch/torch.h>
#include <unistd.h>

#include <cstring>

#include "core/error.h"

namespace residuum::segmentation {
namespace {

constexpr char magic[8] = {'R', 'S', 'D', 'S', 'L', 'I', 'C', 'E'};
constexpr std::uint32_t layout_version = 2;

struct Header {
  char magic[8] = {};
  std::uint32_t version = 0, height = 0, width = 0, unused = 0;
  std::uint64_t count = 0;
  char inputs[64] = {}, payload[64] = {};  // SHA-256
  char more[32] = {};
};
static_assert(sizeof(Header) == 192);

std::size_t payload_bytes(const Header& header) {
  return header.count * header.height * header.width * 3;  // float16 and uint8
}

bool within(std::uint64_t number, int bits) {
  return number > 0 && number < (std::uint64_t{1} << bits);
}

}  // namespace

struct SliceFile::Mapping {
  void* start = MAP_FAILED;
  std::size_t size = 0;
  ~Mapping() {
    if (start != MAP_FAILED) ::munmap(start, size);
  }
};

void SliceFile::write(const fs::path& path, const std::string& inputs, const torch::Tensor& images,
                      const torch::Tensor& masks) {
  const auto image = images.contiguous(), mask = masks.contiguous();
  std::string bytes(sizeof(Header), '\0');
  bytes.append(static_cast<const char*>(image.data_ptr()), image.nbytes());
  bytes.append(static_cast<const char*>(mask.data_ptr()), mask.nbytes());
  Header header;
  std::memcpy(header.magic, magic, sizeof magic);
  header.version = layout_version;
  header.height = static_cast<std::uint32_t>(image.size(1));
  header.width = static_cast<std::uint32_t>(image.size(2));
  header.count = static_cast<std::uint64_t>(image.size(0));
  std::memcpy(header.inputs, sha256(inputs).data(), sizeof header.inputs);
  std::memcpy(header.payload, sha256(std::string_view(bytes).substr(sizeof header)).data(),
              sizeof header.payload);
  std::memcpy(bytes.data(), &header, sizeof header);
  write_file(path, bytes);
}

std::optional<SliceFile> SliceFile::open(const fs::path& path, const std::string& inputs) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  SliceFile made;
  made.mapping_ = std::make_shared<Mapping>();
  struct stat status {};
  if (::fstat(file, &status) == 0 && status.st_size > 0) {
    made.mapping_->size = static_cast<std::size_t>(status.st_size);
    made.mapping_->start = ::mmap(nullptr, made.mapping_->size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  ::close(file);
  auto& mapping = *made.mapping_;
  if (mapping.start == MAP_FAILED || mapping.size < sizeof(Header)) return std::nullopt;
  Header header;
  std::memcpy(&header, mapping.start, sizeof header);
  const bool ours = std::memcmp(header.magic, magic, sizeof magic) == 0 && header.version == layout_version &&
                    within(header.height, 16) && within(header.width, 16) && within(header.count, 24) &&
                    std::string_view(header.inputs, sizeof header.inputs) == sha256(inputs) &&
                    mapping.size == sizeof header + payload_bytes(header);
  if (!ours) return std::nullopt;
  const std::string_view all(static_cast<const char*>(mapping.start), mapping.size);
  if (std::string_view(header.payload, sizeof header.payload) != sha256(all.substr(sizeof header)))
    return std::nullopt;
  made.digest_.assign(header.payload, sizeof header.payload);
  const auto count = static_cast<std::int64_t>(header.count);
  auto* const image = static_cast<char*>(mapping.start) + sizeof header;
  const std::vector<std::int64_t> shape{count, header.height, header.width};
  made.images_ = torch::from_blob(image, shape, torch::kFloat16);
  made.masks_ = torch::from_blob(image + made.images_.nbytes(), shape, torch::kUInt8);
  return made;
}

}  // namespace residuum::segmentation
