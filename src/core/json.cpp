#include "core/json.h"

namespace residuum {

Json read_json(const fs::path& path) {
  const std::string text = read_file(path, limits::json_bytes);
  // The library reads any depth, but copies and writes by calling itself.
  const Json::parser_callback_t shallow = [&](int depth, Json::parse_event_t, Json&) {
    if (depth <= limits::json_depth) return true;
    throw input_error("{}: lists and objects within each other more than {} deep; the file is damaged",
                      path.string(), limits::json_depth);
  };
  try {
    return Json::parse(text, shallow);
  } catch (const nlohmann::json::exception& error) {
    throw input_error("{}: not valid JSON ({})", path.string(), error.what());
  }
}

std::string json_text(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

void write_json(const fs::path& path, const Json& value) {
  write_file(path, json_text(value) + "\n");
}

}  // namespace residuum
