// The JSON header of a safetensors file as values, checked against the bytes that follow it. No tensor here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"

namespace residuum::nn {

inline constexpr std::uint64_t max_header_bytes = limits::safetensors_header_bytes;

struct TensorEntry {
  std::string name;
  std::string dtype;
  std::vector<std::int64_t> shape;   // none negative
  std::uint64_t begin = 0, end = 0;  // bytes behind the header
};

struct TensorHeader {
  std::vector<TensorEntry> tensors;  // by offset; together they cover the data without gap or overlap
  std::map<std::string, std::string> metadata;
};

// Errors: input, beginning with `where`: no JSON object, a key twice, a field missing, unknown or of another
// type, offsets that overlap, leave gaps or do not end at `data_bytes`.
TensorHeader parse_header(std::string_view text, std::uint64_t data_bytes, const std::string& where);

}  // namespace residuum::nn
