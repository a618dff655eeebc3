#include "report/text_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace residuum::report {

std::string to_text(const Table& table) {
  std::vector<std::size_t> widths;
  auto rows = table.rows;
  rows.insert(rows.begin(), table.columns);
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
  }
  std::string text = table.caption + "\n";
  for (const auto& row : rows) {
    std::string line = " ";
    for (std::size_t c = 0; c < row.size(); ++c) line += fmt::format(" {:<{}} ", row[c], widths[c]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text + "\n";
}

}  // namespace residuum::report
