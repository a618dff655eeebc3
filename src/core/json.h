// JSON files, keys in the order they were written.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>
#include <utility>

#include "core/error.h"
#include "core/file.h"

namespace residuum {

using Json = nlohmann::ordered_json;

// Errors: input, naming the file and the place, when it is missing or not JSON.
Json read_json(const fs::path& path);

// Indented. A number that is not finite becomes null, bytes that are no UTF-8 (a DICOM field, a folder's
// name) U+FFFD.
std::string json_text(const Json& value);

// json_text() and a final newline, atomically.
void write_json(const fs::path& path, const Json& value);

// `value[key]` as T. Errors: input, naming `where` and the key, when it is missing or of another type. A
// whole number does for a fractional T; a fraction, a truth value or a number out of range does not for a
// whole one.
template <class T>
T json_field(const Json& value, const std::string& key, const std::string& where) {
  try {
    const Json& field = value.at(key);
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      const bool fits = field.is_number_unsigned() ? std::in_range<T>(field.template get<std::uint64_t>())
                                                   : field.is_number_integer() &&
                                                         std::in_range<T>(field.template get<std::int64_t>());
      if (!fits) throw input_error("{}: field \"{}\" is not a whole number in range", where, key);
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!field.is_number()) throw input_error("{}: field \"{}\" is not a number", where, key);
    }
    return field.template get<T>();
  } catch (const nlohmann::json::exception& error) {
    throw input_error("{}: field \"{}\" is missing or of the wrong type ({})", where, key, error.what());
  }
}

}  // namespace residuum
