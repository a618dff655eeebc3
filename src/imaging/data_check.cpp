#include "imaging/data_check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/text.h"
#include "imaging/inflate.h"

namespace residuum::imaging {
namespace {

constexpr std::size_t head_bytes = std::size_t{1} << 16;  // more than any header
constexpr std::uint64_t slack_bytes = std::uint64_t{1}
                                      << 20;  // what may follow the voxels in a compressed stream

struct Data {
  fs::path file;
  std::uint64_t start = 0;  // of the stream, in `file`
  std::uint64_t bytes = 0;  // wanted after inflation
  bool compressed = false;
};

std::string head_of(const fs::path& path, std::size_t bytes) {
  std::ifstream stream(path, std::ios::binary);
  std::string head(bytes, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(bytes));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  return head;
}

// A number of a NIfTI-1 header, whose first, an int32 of 348, tells the byte order.
template <class T>
T nifti_number(const std::string& head, std::size_t offset) {
  std::int32_t header_size = 0;
  std::memcpy(&header_size, head.data(), sizeof header_size);
  std::array<char, sizeof(T)> bytes{};
  std::memcpy(bytes.data(), head.data() + offset, sizeof(T));
  if (header_size != 348) std::reverse(bytes.begin(), bytes.end());
  T number{};
  std::memcpy(&number, bytes.data(), sizeof(T));
  return number;
}

bool is_gzip(const fs::path& path) {
  return to_lower(path.extension().string()) == ".gz";
}

// Its 352 bytes, filled up with zeros where the file is shorter.
std::string nifti_header(const fs::path& path) {
  auto head = is_gzip(path) ? inflate_file(path, 0, 352, 352).head : head_of(path, 352);
  head.resize(352);
  return head;
}

Data nifti_data(const fs::path& path, std::uint64_t voxels) {
  const bool compressed = is_gzip(path);
  const auto head = nifti_header(path);
  const auto offset = nifti_number<float>(head, 108);
  const auto start = offset >= 352 && offset < 1e9F ? static_cast<std::uint64_t>(offset) : 352;
  // The bits on the disk: where the header scales, ITK hands out wider numbers.
  const auto bits = std::max<std::int16_t>(nifti_number<std::int16_t>(head, 72), 8);
  return {path, 0, start + voxels * static_cast<std::uint64_t>(bits) / 8, compressed};
}

// The text before the voxels, and where they start.
struct TextHeader {
  std::string text;
  std::uint64_t end = 0;

  std::vector<std::string_view> lines() const {
    std::vector<std::string_view> found;
    for (std::size_t at = 0; at < text.size(); at += found.back().size() + 1) {
      found.push_back(std::string_view(text).substr(at, text.find('\n', at) - at));
    }
    return found;
  }

  // The trimmed value of the last line "key = value" or "key: value"; empty when there is none.
  std::string value(std::string_view key) const {
    std::string found;
    for (const auto line : lines()) {
      const auto separator = line.find_first_of("=:");
      if (separator == line.npos || trim(line.substr(0, separator)) != key) continue;
      found = trim(line.substr(separator + 1));
    }
    return found;
  }
};

// ITK's parsers take a zero for the end of a word, MetaIO a broken line for half of a key: what they and this
// file might read differently is refused.
void refuse_damaged(const fs::path& path, const TextHeader& header, bool only_fields) {
  bool sound = header.text.find('\0') == std::string::npos;
  for (const auto line : header.lines()) {
    sound = sound && (!only_fields || trim(line).empty() || line.find_first_of("=:") != line.npos);
  }
  if (!sound) throw input_error("{}: cannot be read, its header is damaged", path.string());
}

TextHeader meta_header(const fs::path& path) {
  auto text = head_of(path, head_bytes);
  const auto last = text.find("ElementDataFile");
  const auto end = last == text.npos ? text.npos : text.find('\n', last);
  if (end != text.npos) text.resize(end + 1);
  return {text, text.size()};
}

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

fs::path meta_data_file(const fs::path& path, const TextHeader& header) {
  const auto name = header.value("ElementDataFile");
  return to_lower(name) == "local" ? path : path.parent_path() / name;
}

bool says_true(const TextHeader& header, std::string_view key) {
  const auto value = to_lower(header.value(key));
  return value.starts_with("t") || value == "1";
}

Data meta_data(const fs::path& path, std::uint64_t voxel_bytes) {
  const auto header = meta_header(path);
  const auto file = meta_data_file(path, header);
  return {file, file == path ? header.end : 0, voxel_bytes, says_true(header, "CompressedData")};
}

// Only raw and gzip: in the other encodings NrrdIO itself counts the values.
std::optional<Data> nrrd_data(const fs::path& path, std::uint64_t voxel_bytes) {
  TextHeader header{head_of(path, head_bytes), 0};
  for (const std::string_view blank_line : {"\n\n", "\n\r\n"}) {
    const auto at = header.text.find(blank_line);
    if (at == header.text.npos || (header.end != 0 && at + blank_line.size() > header.end)) continue;
    header.end = at + blank_line.size();
  }
  header.text.resize(header.end);
  const auto other = header.value("data file") + header.value("datafile");
  if (!other.empty()) {
    throw input_error("{}: its voxels are in \"{}\": save header and voxels as one .nrrd", path.string(),
                      other);
  }
  const auto encoding = to_lower(header.value("encoding"));
  refuse_damaged(path, header, false);  // it may hold comments
  const bool compressed = encoding == "gzip" || encoding == "gz";
  if (header.end == 0 || !(compressed || encoding == "raw")) return std::nullopt;
  return Data{path, header.end, voxel_bytes, compressed};
}

std::optional<Data> find_data(const fs::path& path, std::uint64_t voxels, std::uint64_t bytes_each) {
  const auto ending = to_lower(path.extension().string());
  if (ending == ".nrrd") return nrrd_data(path, voxels * bytes_each);
  if (ending == ".mha" || ending == ".mhd") return meta_data(path, voxels * bytes_each);
  return nifti_data(path, voxels);
}

}  // namespace

void check_meta_header(const fs::path& path) {
  const auto header = meta_header(path);
  refuse_damaged(path, header, true);
  // MetaIO writes NDims numbers into arrays of ten; the word counts wherever it stands.
  for (auto at = header.text.find("NDims"); at != std::string::npos; at = header.text.find("NDims", at + 1)) {
    const auto line = std::string_view(header.text).substr(at, header.text.find('\n', at) - at);
    const auto separator = line.find_first_of("=:");
    const auto value = separator == line.npos ? std::string_view() : trim(line.substr(separator + 1));
    if (value != "3" && value != "4") {
      throw input_error("{}: NDims is \"{}\"; a mask has 3 dimensions", path.string(), value);
    }
  }
  const auto passed_over = header.value("HeaderSize");
  if (!passed_over.empty() && passed_over != "0") {
    throw input_error(
        "{}: HeaderSize is \"{}\"; a mask whose voxels do not follow its header at once is not read",
        path.string(), passed_over);
  }
  const auto name = header.value("ElementDataFile");
  std::error_code code;
  if (to_lower(name) == "list" || name.find_first_of("/\\%") != name.npos) {
    throw input_error("{}: ElementDataFile \"{}\": the voxels must be in the file itself or in one beside it",
                      path.string(), name);
  }
  if (!says_true(header, "BinaryData")) {
    throw input_error("{}: cannot be read, BinaryData is \"{}\": a MetaImage mask has binary voxels",
                      path.string(), header.value("BinaryData"));
  }
  const auto file = meta_data_file(path, header);
  const auto size = fs::file_size(file, code);
  if (code) throw input_error("{}: its data file \"{}\" cannot be read", path.string(), name);
  // MetaIO allocates what CompressedDataSize says.
  const auto stream_size = size - (file == path ? header.end : 0);
  const auto claimed = header.value("CompressedDataSize");
  if (says_true(header, "CompressedData") && whole_number(claimed) != stream_size) {
    throw input_error("{}: cannot be read, CompressedDataSize is \"{}\" and {} bytes are there",
                      path.string(), claimed, stream_size);
  }
}

void check_nifti_header(const fs::path& path) {
  const auto head = nifti_header(path);
  constexpr float most = 1e6F;  // mm, and far beyond any quaternion
  struct Field {
    const char* name;
    std::size_t offset, count;
  };
  for (const auto& [name, offset, count] :
       {Field{"pixdim", 76, 4}, {"quatern and qoffset", 256, 6}, {"srow", 280, 12}}) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto value = nifti_number<float>(head, offset + 4 * i);
      if (std::isfinite(value) && std::abs(value) <= most) continue;
      throw input_error("{}: cannot be read, its header's {} holds {}: save the mask again", path.string(),
                        name, value);
    }
  }
  const auto offset = nifti_number<float>(head, 108);
  if (offset != 0 && !(offset >= 352)) {
    throw input_error(
        "{}: cannot be read, its header's vox_offset is {}, within the header: save the mask again",
        path.string(), offset);
  }
}

void check_data(const fs::path& path, std::uint64_t voxels, std::uint64_t bytes_each) {
  const auto data = find_data(path, voxels, bytes_each);
  if (!data) return;
  if (data->compressed) {
    const auto inflated = inflate_file(data->file, data->start, 0, data->bytes + slack_bytes);
    if (inflated.whole && inflated.size >= data->bytes) return;
  } else {
    std::error_code code;
    const auto size = fs::file_size(data->file, code);
    if (!code && size >= data->start + data->bytes) return;
  }
  throw input_error("{}: cannot be read, the voxels are cut off or damaged: copy the file again",
                    path.string());
}

}  // namespace residuum::imaging
