// For the tests: DICOM made byte by byte to do harm.
#pragma once

#include <dcmtk/dcmdata/dctk.h>
#include <zlib.h>

#include <string>

namespace residuum::imaging::hostile {

enum class Coding { explicit_vr, implicit_vr, big_endian };

inline std::string tag(unsigned group, unsigned element, bool big_endian = false) {
  const auto byte = [](unsigned value) { return static_cast<char>(value & 0xFF); };
  if (big_endian) return {byte(group >> 8), byte(group), byte(element >> 8), byte(element)};
  return {byte(group), byte(group >> 8), byte(element), byte(element >> 8)};
}

inline const std::string undefined_length(4, '\xFF');

// A data set that is nothing but sequences within each other, never closed.
inline std::string nested(std::size_t levels, Coding coding) {
  const bool big = coding == Coding::big_endian;
  std::string level = tag(0x0008, 0x1140, big);
  if (coding != Coding::implicit_vr) level += std::string("SQ\0\0", 4);
  level += undefined_length + tag(0xFFFE, 0xE000, big) + undefined_length;
  std::string bytes;
  for (std::size_t i = 0; i < levels; ++i) bytes += level;
  return bytes;
}

inline std::string with_meta(const std::string& syntax, const std::string& data_set) {
  const auto element = [](unsigned number, const char* vr, std::string value) {
    if (value.size() % 2) value += '\0';
    return tag(2, number) + vr + static_cast<char>(value.size()) + '\0' + value;
  };
  const auto meta =
      element(2, "UI", UID_MRImageStorage) + element(3, "UI", "2.25.1") + element(0x10, "UI", syntax);
  const std::string length{static_cast<char>(meta.size()), 0, 0, 0};
  return std::string(128, '\0') + "DICM" + element(0, "UL", length) + meta + data_set;
}

inline std::string deflated(const std::string& bytes) {
  z_stream z{};
  deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string made(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(made.data());
  z.avail_out = static_cast<uInt>(made.size());
  deflate(&z, Z_FINISH);
  made.resize(z.total_out);
  deflateEnd(&z);
  return made;
}

// 257 MiB of zeros in one private element, in less than 2 MB.
inline std::string deflated_bomb() {
  const std::string swelling = tag(0x0009, 0x1001) + std::string("OB\0\0", 4) +
                               std::string("\x00\x00\x10\x10", 4) + std::string(257 << 20, '\0');
  return with_meta("1.2.840.10008.1.2.1.99", deflated(swelling));
}

}  // namespace residuum::imaging::hostile
