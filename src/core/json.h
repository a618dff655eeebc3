// JSON files, keys in the order they were written.
#pragma once

#include <nlohmann/json.hpp>

#include "core/file.h"

namespace residuum {

using Json = nlohmann::ordered_json;

// Errors: input, naming the file and the place, when it is missing or not JSON.
Json read_json(const fs::path& path);

// Atomic, indented, with a final newline.
void write_json(const fs::path& path, const Json& value);

// `value[key]` as T. Errors: input, naming `where` and the key, when it is missing or of another type.
template <class T>
T json_field(const Json& value, const std::string& key, const std::string& where);

}  // namespace residuum

#include "core/error.h"

template <class T>
T residuum::json_field(const Json& value, const std::string& key, const std::string& where) {
  try {
    return value.at(key).get<T>();
  } catch (const nlohmann::json::exception& error) {
    throw input_error("{}: field \"{}\" is missing or of the wrong type ({})", where, key, error.what());
  }
}
