#include "study/run_folder.h"

#include <fmt/core.h>

#include <cctype>

namespace residuum::study {

fs::path RunFolder::crop(const std::string& patient, std::size_t slice) const {
  return stage("rectangles") / patient / fmt::format("slice_{:03}.png", slice);
}

std::string RunFolder::slug(const std::string& name) {
  std::string made;
  for (const unsigned char c : name) {
    if (std::isalnum(c)) {
      made += static_cast<char>(std::tolower(c));
    } else if (!made.empty() && made.back() != '-') {
      made += '-';
    }
  }
  while (!made.empty() && made.back() == '-') made.pop_back();
  return made;
}

}  // namespace residuum::study
