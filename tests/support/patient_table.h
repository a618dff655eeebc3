// A cohort read from a table on disk that a test writes out: the text of cohort.csv without its series
// column.
#pragma once

#include <string>

#include "cohort/patient.h"
#include "core/csv.h"
#include "temporary_folder.h"

namespace residuum::test {

// `text`: a header with id, regimen and outcome at least, and rows. Every patient gets an empty folder of
// images.
inline cohort::Cohort read_table(const std::string& text,
                                 const std::vector<std::string>& regimens = {"CCRT", "IC+CCRT"}) {
  const TemporaryFolder study;
  const auto given = CsvTable::parse(text, "cohort.csv");
  auto columns = given.columns();
  columns.emplace_back("series");
  CsvTable table(columns);
  for (std::size_t row = 0; row < given.row_count(); ++row) {
    std::vector<std::string> cells;
    for (const auto& column : given.columns()) cells.push_back(given.cell(row, column));
    cells.push_back("images/" + given.cell(row, "id"));
    std::filesystem::create_directories(study.path() / cells.back());
    table.add_row(std::move(cells));
  }
  table.write(study.path() / "cohort.csv");
  return cohort::read_cohort(study.path() / "cohort.csv", {regimens});
}

}  // namespace residuum::test
