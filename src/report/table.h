// Tables as files: what a report's table has in common with its .csv and .tex.
#pragma once

#include <string>
#include <vector>

#include "report/document.h"

namespace residuum::report {

// Errors: input, for a row of another width than the header, and for an id that is no file name.
void check(const Table& table);

// One for each column: whether its cells are numbers ("0.87 (0.78-0.95)" and "0.1 (-0.2 to 0.4)" are some),
// empty ones aside.
std::vector<bool> number_columns(const Table& table);

std::string to_csv(const Table& table);

// A LaTeX float for the packages booktabs, array, longtable and graphicx, with the caption, and `label` for
// \ref: numbers flush right, long texts as paragraphs, never wider than the page, more rows than fit one as a
// longtable. All text is escaped; pdfLaTeX sets Latin letters, other scripts need XeLaTeX or LuaLaTeX.
std::string to_latex(const Table& table, const std::string& label);

// Every table of a document in reading order, those in folded boxes too, with the name of its files, which
// begins with its number in the report: "table-02-judgement".
struct TableFile {
  std::string name;
  Table table;
};
std::vector<TableFile> table_files(const Document& document);

}  // namespace residuum::report
