// Comma-separated tables with a header line (RFC 4180: quotes, doubled quotes, commas and line breaks inside
// quotes; CRLF or LF; a UTF-8 byte-order mark is skipped).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file.h"

namespace residuum {

class CsvTable {
 public:
  CsvTable() = default;
  explicit CsvTable(std::vector<std::string> columns) : columns_(std::move(columns)) {}

  // Errors: input, naming `name` and the line, for an unclosed quote, a row of another width, a repeated or
  // empty column name, no header, or text that is not UTF-8.
  static CsvTable parse(std::string_view text, const std::string& name);
  static CsvTable read(const fs::path& path);

  const std::vector<std::string>& columns() const { return columns_; }
  std::size_t row_count() const { return rows_.size(); }
  bool has_column(std::string_view column) const;

  // The cell, trimmed of spaces. Errors: input when there is no such column.
  const std::string& cell(std::size_t row, std::string_view column) const;

  // "cohort.csv, line 12, column age": how an error about a cell begins.
  std::string place(std::size_t row, std::string_view column) const;

  // Empty when the cell is empty or the column absent. Errors: input, naming the place, when it is no number.
  std::optional<double> number(std::size_t row, std::string_view column) const;

  // REQUIRES: one cell per column.
  void add_row(std::vector<std::string> cells);
  std::string to_string() const;
  void write(const fs::path& path) const;

 private:
  std::size_t column_index(std::string_view column) const;

  std::string name_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> lines_;
};

}  // namespace residuum
