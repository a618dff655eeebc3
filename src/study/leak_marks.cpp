#include "study/leak_marks.h"

#include "report/figures.h"
#include "study/outcome_result.h"

namespace residuum::study {
namespace {

void mark(report::Block& block, const std::string& how) {
  if (auto* const figure = std::get_if<report::Figure>(&block)) {
    if (figure->leak.empty()) *figure = report::leaked(std::move(*figure), how);
  } else if (auto* const table = std::get_if<report::Table>(&block)) {
    if (table->leak.empty()) table->leak = how;
  } else if (auto* const image = std::get_if<report::Image>(&block)) {
    if (image->leak.empty()) image->leak = how;
  } else if (auto* const details = std::get_if<report::Details>(&block)) {
    for (auto& inner : details->blocks) {
      if (auto* const hidden = std::get_if<report::Table>(&inner); hidden && hidden->leak.empty())
        hidden->leak = how;
    }
  }
}

}  // namespace

std::string outcome_leak(const RunFolder& run, const std::vector<std::string>& regimens) {
  for (const auto& regimen : regimens) {
    const auto leak = read_outcome_result(run.outcome_result(regimen)).figures.leak;
    if (leak.empty()) continue;
    const std::string shout = "LEAKED: ";
    return leak.starts_with(shout) ? leak.substr(shout.size()) : leak;
  }
  return "";
}

void mark_leaked(report::Section& section, const std::string& how) {
  if (how.empty()) return;
  for (auto& block : section.blocks) mark(block, how);
  section.blocks.insert(
      section.blocks.begin(),
      report::Notice{"Leaked: " + how +
                     ". Whatever in this section comes of the outcome models looks better than it is, "
                     "and is no result."});
}

CsvTable with_leak(const CsvTable& table, const std::string& how) {
  if (how.empty()) return table;
  auto columns = table.columns();
  columns.emplace_back("leak");
  CsvTable marked(columns);
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    std::vector<std::string> cells;
    for (const auto& column : table.columns()) cells.push_back(table.cell(row, column));
    cells.push_back(how);
    marked.add_row(std::move(cells));
  }
  return marked;
}

}  // namespace residuum::study
