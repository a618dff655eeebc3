#include "study/run_folder.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>

namespace residuum::study {

fs::path RunFolder::crop(const std::string& patient, std::size_t slice) const {
  return stage("rectangles") / patient / fmt::format("slice_{:03}.png", slice);
}

std::string RunFolder::slug(const std::string& name) {
  std::string made;
  for (const unsigned char c : name) {
    if (c < 0x80 && std::isalnum(c)) {
      made += static_cast<char>(std::tolower(c));
    } else if (!made.empty() && made.back() != '-') {
      made += '-';
    }
  }
  while (!made.empty() && made.back() == '-') made.pop_back();
  const bool ascii =
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii && !made.empty()) return made;
  return made + (made.empty() ? "" : "-") + sha256(name).substr(0, 8);  // a name in another script
}

}  // namespace residuum::study
