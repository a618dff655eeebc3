#include "study/refusal.h"

#include <regex>

#include "core/text.h"

namespace residuum::study {

std::string without_file_names(std::string message, const fs::path& path) {
  for (const auto& name :
       {path.string(), path.filename().string(), path.stem().string(), path.stem().stem().string()}) {
    if (name.size() < 4) continue;  // a short one would be cut out of words and numbers
    for (std::size_t at = 0; (at = message.find(name, at)) != std::string::npos;)
      message.erase(at, name.size());
  }
  static const std::regex quoted("\"[^\"]*\""), file(R"(\S+\.(raw|zraw|nii|gz|nrrd|mha|mhd|dcm)\b)"),
      front("^patient [^:]*: *:? *");
  message = std::regex_replace(message, quoted, "\"...\"");
  message = std::regex_replace(message, file, "(file)");
  return std::string(trim(std::regex_replace(message, front, "")));
}

}  // namespace residuum::study
