// Archives as torch.save packs them, made by hand: with any pickle, any storages, and damage.
#pragma once

#include <gtest/gtest.h>
#include <zip.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace residuum::test {

using Entries = std::map<std::string, std::string>;  // "archive/data.pkl" -> bytes

inline void write_zip(const std::filesystem::path& path, const Entries& entries,
                      zip_int32_t compression = ZIP_CM_STORE) {
  std::filesystem::remove(path);
  zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
  for (const auto& [name, bytes] : entries) {
    auto* const source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const auto index = zip_file_add(archive, name.c_str(), source, 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), compression, 0);
  }
  ASSERT_EQ(zip_close(archive), 0);
}

// Pieces of a pickle.
inline std::string text(const std::string& value) {
  const auto length = static_cast<std::uint32_t>(value.size());
  return "X" + std::string(reinterpret_cast<const char*>(&length), 4) + value;
}
inline std::string integer(std::int64_t value) {
  return "\x8a\x08" + std::string(reinterpret_cast<const char*>(&value), 8);
}
inline std::string tuple(std::initializer_list<std::int64_t> values) {
  std::string result = "(";
  for (const auto value : values) result += integer(value);
  return result + "t";
}
inline std::string storage(const std::string& type, const std::string& key, std::int64_t elements) {
  return "(" + text("storage") + "ctorch\n" + type + "\n" + text(key) + text("cpu") + integer(elements) +
         "tQ";
}
inline std::string tensor(const std::string& stored, std::int64_t offset,
                          std::initializer_list<std::int64_t> sizes,
                          std::initializer_list<std::int64_t> strides) {
  return "ctorch._utils\n_rebuild_tensor_v2\n(" + stored + integer(offset) + tuple(sizes) + tuple(strides) +
         "\x89" + "ccollections\nOrderedDict\n)RtR";
}
inline std::string pickle(const std::string& body) {
  return "\x80\x02" + body + ".";
}
inline std::string dict(std::initializer_list<std::pair<std::string, std::string>> items) {
  std::string result = "}(";
  for (const auto& [key, value] : items) result += text(key) + value;
  return result + "u";
}

}  // namespace residuum::test
