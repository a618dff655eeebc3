#include "study/refusal.h"

#include <algorithm>
#include <regex>

#include "core/text.h"

namespace residuum::study {
namespace {

constexpr std::size_t longest = 1000;  // std::regex goes one call deeper with every character it repeats over

}  // namespace

std::string without_file_names(std::string message, const fs::path& path) {
  for (const auto& name :
       {path.string(), path.filename().string(), path.stem().string(), path.stem().stem().string()}) {
    if (name.size() < 4) continue;  // a short one would be cut out of words and numbers
    for (std::size_t at = 0; (at = message.find(name, at)) != std::string::npos;)
      message.erase(at, name.size());
  }
  // From the first quote to the last: a value of the file may hold quotes itself.
  if (const auto first = message.find('"'), last = message.rfind('"'); first < last)
    message.replace(first, last - first + 1, "\"...\"");
  message.resize(std::min(message.size(), longest));
  static const std::regex file(R"(\S+\.(raw|zraw|nii|gz|nrrd|mha|mhd|dcm)\b)"),
      front("^patient [^:]*: *:? *");
  message = std::regex_replace(message, file, "(file)");
  return std::string(trim(std::regex_replace(message, front, "")));
}

}  // namespace residuum::study
