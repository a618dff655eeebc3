#include "stats/margins.h"

#include "core/error.h"

namespace residuum::stats {
namespace {

void require_counts(const Counts& table) {
  if (table.empty() || table[0].empty()) throw input_error("the table of counts has no cell");
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (table[row].size() != table[0].size()) {
      throw input_error("row {} of the table has {} counts, the first {}; all need the same", row + 1,
                        table[row].size(), table[0].size());
    }
    for (const int count : table[row]) {
      if (count < 0) throw input_error("row {} of the table: the count {} is negative", row + 1, count);
    }
  }
}

}  // namespace

Margins margins_of(const Counts& table) {
  Margins margins{std::vector<double>(table.size()), std::vector<double>(table.empty() ? 0 : table[0].size()),
                  0};
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (std::size_t column = 0; column < table[row].size(); ++column) {
      const double count = table[row][column];
      margins.rows[row] += count;
      margins.columns[column] += count;
      margins.total += count;
    }
  }
  return margins;
}

Counts without_empty(const Counts& table) {
  require_counts(table);
  const Margins margins = margins_of(table);
  Counts kept;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (margins.rows[row] == 0) continue;
    kept.emplace_back();
    for (std::size_t column = 0; column < table[row].size(); ++column) {
      if (margins.columns[column] > 0) kept.back().push_back(table[row][column]);
    }
  }
  return kept;
}

}  // namespace residuum::stats
