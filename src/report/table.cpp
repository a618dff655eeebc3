#include "report/table.h"

#include "core/csv.h"
#include "core/error.h"
#include "report/file_name.h"

namespace residuum::report {
namespace {

bool is_number(std::string cell) {
  if (const auto word = cell.find(" to "); word != std::string::npos)
    cell.erase(word, 4);  // 0.1 (-0.2 to 0.4)
  return cell.find_first_of("0123456789") != std::string::npos &&
         cell.find_first_not_of("0123456789.,+-()[]%/<>= ") == std::string::npos;
}

}  // namespace

void check(const Table& table) {
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.rows[row].size() != table.columns.size()) {
      throw input_error("report table \"{}\": row {} has {} cells, its header {}", table.caption, row + 1,
                        table.rows[row].size(), table.columns.size());
    }
  }
  if (!table.id.empty() && !is_file_name(table.id)) {
    throw input_error("report table \"{}\": an id is made of letters, digits and -", table.id);
  }
}

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

std::string to_csv(const Table& table) {
  check(table);
  CsvTable csv(table.columns);
  for (const auto& row : table.rows) csv.add_row(row);
  return csv.to_string();
}

std::vector<TableFile> table_files(const Document& document) {
  std::vector<TableFile> files;
  const auto add = [&](const auto& block) {
    if (const auto* table = std::get_if<Table>(&block)) {
      const std::string name = table->id.empty() ? "" : "-" + table->id;
      files.push_back({fmt::format("table-{:02}{}", files.size() + 1, name), *table});
    }
  };
  for (const auto& section : document.sections) {
    for (const auto& block : section.blocks) {
      add(block);
      if (const auto* details = std::get_if<Details>(&block)) {
        for (const auto& inner : details->blocks) add(inner);
      }
    }
  }
  return files;
}

}  // namespace residuum::report
