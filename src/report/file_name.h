// What may name a figure's or a table's file.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>

namespace residuum::report {

// Letters, digits and - alone, at least one.
inline bool is_file_name(const std::string& id) {
  const auto allowed = [](unsigned char c) { return c < 0x80 && (std::isalnum(c) || c == '-'); };
  return !id.empty() && std::all_of(id.begin(), id.end(), allowed);
}

}  // namespace residuum::report
