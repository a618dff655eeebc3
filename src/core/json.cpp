#include "core/json.h"

namespace residuum {

Json read_json(const fs::path& path) {
  const std::string text = read_file(path);
  try {
    return Json::parse(text);
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
