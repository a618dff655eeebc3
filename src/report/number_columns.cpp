#include "report/number_columns.h"

namespace residuum::report {
namespace {

bool is_number(const std::string& cell) {
  return cell.find_first_of("0123456789") != std::string::npos &&
         cell.find_first_not_of("0123456789.,+-()[]%/<>= ") == std::string::npos;
}

}  // namespace

std::vector<bool> number_columns(const Table& table) {
  std::vector<bool> numeric;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    bool any = false, all = true;
    for (const auto& row : table.rows) {
      any |= is_number(row[column]);
      all &= is_number(row[column]) || row[column].empty();
    }
    numeric.push_back(any && all);
  }
  return numeric;
}

}  // namespace residuum::report
