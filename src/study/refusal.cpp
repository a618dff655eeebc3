#include "study/refusal.h"

#include <array>
#include <cctype>

#include "core/printable.h"
#include "core/text.h"

namespace residuum::study {
namespace {

constexpr std::size_t longest = 1000;
constexpr std::array<std::string_view, 8> endings{".raw",  ".zraw", ".nii", ".gz",
                                                  ".nrrd", ".mha",  ".mhd", ".dcm"};

void erase_all(std::string& text, const std::string& name) {
  if (name.size() < 4) return;  // a short one would be cut out of words and numbers
  for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;) text.erase(at, name.size());
}

// Behind the last ending of a file's name in the word; 0 where there is none.
std::size_t end_of_file_name(std::string_view word) {
  std::size_t end = 0;
  for (const auto ending : endings) {
    for (auto at = word.rfind(ending); at != word.npos && at > 0; at = word.rfind(ending, at - 1)) {
      const auto behind = at + ending.size();
      const bool whole = behind == word.size() || !std::isalnum(static_cast<unsigned char>(word[behind]));
      if (whole) end = std::max(end, behind);
    }
  }
  return end;
}

std::string without_names_of_files(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto blank = std::min(text.find_first_of(" \t\r\n"), text.size());
    const auto end = end_of_file_name(text.substr(0, blank));
    if (end > 0) result += "(file)";
    result += text.substr(end, std::min(blank + 1, text.size()) - end);
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return result;
}

void cut(std::string& text) {
  if (text.size() <= longest) return;
  text.resize(longest);
  while (!text.empty() && !is_utf8(text)) text.pop_back();  // within a character
}

}  // namespace

std::string without_file_names(std::string message, const fs::path& path) {
  for (const auto& name :
       {path.string(), path.filename().string(), path.stem().string(), path.stem().stem().string()})
    erase_all(message, name);
  // From the first quote to the last: a value of the file may hold quotes itself.
  if (const auto first = message.find('"'), last = message.rfind('"'); first < last)
    message.replace(first, last - first + 1, "\"...\"");
  message = printable(without_names_of_files(message));
  if (message.starts_with("patient ")) {
    const auto behind = message.find_first_not_of(" :", std::min(message.find(':'), message.size()));
    if (behind != std::string::npos) message.erase(0, behind);
  }
  cut(message);
  return std::string(trim(message));
}

}  // namespace residuum::study
