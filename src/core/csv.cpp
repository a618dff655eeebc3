#include "core/csv.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"

namespace residuum {
namespace {

// One record at a time; `line` is where the record began.
class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  bool at_end() const { return position_ >= text_.size(); }
  std::size_t line() const { return line_; }

  std::vector<std::string> record() {
    std::vector<std::string> cells;
    while (true) {
      cells.push_back(cell());
      if (at_end()) break;
      const char separator = text_[position_++];
      if (separator == ',') continue;
      if (separator == '\r' && !at_end() && text_[position_] == '\n') ++position_;
      ++line_;
      break;
    }
    return cells;
  }

 private:
  bool at_cell_end() const {
    return at_end() || text_[position_] == ',' || text_[position_] == '\n' || text_[position_] == '\r';
  }

  void skip_spaces() {
    while (!at_end() && (text_[position_] == ' ' || text_[position_] == '\t')) ++position_;
  }

  std::string cell() {
    skip_spaces();
    if (!at_end() && text_[position_] == '"') return std::string(trim(quoted_cell()));
    const std::size_t start = position_;
    while (!at_cell_end()) ++position_;
    return std::string(trim(text_.substr(start, position_ - start)));
  }

  std::string quoted_cell() {
    const std::size_t opened = line_;
    std::string value;
    ++position_;
    while (true) {
      if (at_end()) throw input_error("{}, line {}: a quote is opened and never closed", name_, opened);
      const char c = text_[position_++];
      if (c == '"') {
        if (at_end() || text_[position_] != '"') break;
        ++position_;
      }
      if (c == '\n') ++line_;
      value += c;
    }
    skip_spaces();
    if (!at_cell_end()) throw input_error("{}, line {}: text after a closing quote", name_, line_);
    return value;
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
};

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string text = "\"";
  for (const char c : cell) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

}  // namespace

CsvTable CsvTable::parse(std::string_view text, const std::string& name) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!is_utf8(text)) throw input_error("{}: not UTF-8 text; save it as \"CSV UTF-8\"", name);
  Reader reader(text, name);
  if (reader.at_end()) throw input_error("{}: empty; a header line with the column names is needed", name);
  CsvTable table(reader.record());
  table.name_ = name;
  std::set<std::string> seen;
  for (const auto& column : table.columns_) {
    if (column.empty()) throw input_error("{}, line 1: a column without a name", name);
    if (!seen.insert(column).second) throw input_error("{}, line 1: column {} stands twice", name, column);
  }
  while (!reader.at_end()) {
    const std::size_t line = reader.line();
    auto cells = reader.record();
    if (cells.size() == 1 && cells[0].empty()) continue;
    if (cells.size() != table.columns_.size()) {
      throw input_error("{}, line {}: {} cells where the header has {}", name, line, cells.size(),
                        table.columns_.size());
    }
    table.rows_.push_back(std::move(cells));
    table.lines_.push_back(line);
  }
  return table;
}

CsvTable CsvTable::read(const fs::path& path) {
  return parse(read_file(path, limits::table_bytes), path.string());
}

bool CsvTable::has_column(std::string_view column) const {
  return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
}

std::size_t CsvTable::column_index(std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found == columns_.end()) throw input_error("{}: no column {}", name_, column);
  return static_cast<std::size_t>(found - columns_.begin());
}

const std::string& CsvTable::cell(std::size_t row, std::string_view column) const {
  return rows_.at(row)[column_index(column)];
}

std::string CsvTable::place(std::size_t row, std::string_view column) const {
  return fmt::format("{}, line {}, column {}", name_, lines_.at(row), column);
}

std::optional<double> CsvTable::number(std::size_t row, std::string_view column) const {
  if (!has_column(column)) return std::nullopt;
  const std::string& text = cell(row, column);
  if (text.empty()) return std::nullopt;
  const auto value = parse_number(text);
  if (!value) throw input_error("{}: \"{}\" is not a number", place(row, column), text);
  return value;
}

void CsvTable::add_row(std::vector<std::string> cells) {
  if (cells.size() != columns_.size()) {
    throw failure("a row of {} cells for a table of {} columns", cells.size(), columns_.size());
  }
  rows_.push_back(std::move(cells));
  lines_.push_back(rows_.size() + 1);
}

std::string CsvTable::to_string() const {
  std::string text;
  const auto append = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text += ',';
      text += quoted(cells[i]);
    }
    text += '\n';
  };
  append(columns_);
  for (const auto& row : rows_) append(row);
  return text;
}

void CsvTable::write(const fs::path& path) const {
  write_file(path, to_string());
}

}  // namespace residuum
