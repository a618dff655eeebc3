#include "imaging/codestream.h"

#include <cstdint>

namespace residuum::imaging {
namespace {

// Big-endian numbers at a place; 0 beyond the end, which no valid size is.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  std::size_t size() const { return bytes_.size(); }
  std::uint32_t u8(std::size_t at) const {
    return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0;
  }
  std::uint32_t u16(std::size_t at) const { return u8(at) << 8 | u8(at + 1); }
  std::uint32_t u32(std::size_t at) const { return u16(at) << 16 | u16(at + 2); }

 private:
  std::string_view bytes_;
};

bool is_frame_header(std::uint32_t marker) {
  const bool jpeg =
      marker >= 0xFFC0 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC;
  return jpeg || marker == 0xFFF7;  // JPEG-LS
}

std::optional<CodestreamInfo> read_jpeg(const Bytes& bytes) {
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    const auto marker = bytes.u16(at);
    if (marker == 0xFFFF) {  // fill byte
      ++at;
      continue;
    }
    if (marker < 0xFFC0 || marker == 0xFFDA) return std::nullopt;  // no marker, or pixels before any size
    if (is_frame_header(marker)) {
      if (at + 10 > bytes.size()) return std::nullopt;
      return CodestreamInfo{bytes.u16(at + 7), bytes.u16(at + 5), bytes.u8(at + 9), bytes.u8(at + 4)};
    }
    const auto length = bytes.u16(at + 2);
    if (length < 2) return std::nullopt;
    at += 2 + length;
  }
  return std::nullopt;
}

std::optional<CodestreamInfo> read_jpeg2000(const Bytes& bytes) {
  constexpr std::size_t needed = 45;  // up to the first component's precision
  if (bytes.size() < needed || bytes.u16(2) != 0xFF51) return std::nullopt;
  const std::uint64_t right = bytes.u32(8), bottom = bytes.u32(12), left = bytes.u32(16), top = bytes.u32(20);
  if (right <= left || bottom <= top) return std::nullopt;
  return CodestreamInfo{right - left, bottom - top, bytes.u16(40), (bytes.u8(42) & 0x7F) + 1};
}

}  // namespace

std::optional<CodestreamInfo> read_codestream(std::string_view text) {
  const Bytes bytes(text);
  if (bytes.u16(0) == 0xFFD8) return read_jpeg(bytes);
  if (bytes.u16(0) == 0xFF4F) return read_jpeg2000(bytes);
  return std::nullopt;
}

bool reaches_its_end(std::string_view bytes) {
  const auto last = bytes.find_last_not_of('\0');
  return last != bytes.npos && bytes.substr(0, last + 1).ends_with("\xFF\xD9");
}

bool rle_is_sound(std::string_view text, unsigned bytes_per_pixel) {
  const auto u32 = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])) << (8 * i);
    }
    return value;
  };
  constexpr std::size_t header = 64;
  if (text.size() < header || u32(0) != bytes_per_pixel) return false;
  std::uint32_t before = header;
  for (std::size_t segment = 0; segment < bytes_per_pixel; ++segment) {
    const auto offset = u32(4 + 4 * segment);
    if (offset < before || offset >= text.size()) return false;
    before = offset;
  }
  return true;
}

}  // namespace residuum::imaging
