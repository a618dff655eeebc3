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

// Text from outside (a DICOM field) may be no UTF-8.
void write_json(const fs::path& path, const Json& value) {
  write_file(path, value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace residuum
