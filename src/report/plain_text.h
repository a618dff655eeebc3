// A document for a terminal: titles underlined, paragraphs wrapped, tables aligned, numbers flush right. Of
// figures and pictures the caption is given. Tables are numbered as in the page.
#pragma once

#include <string>

#include "report/document.h"

namespace residuum::report {

// Columns are code points; a table may be wider than `width`, for its cells are not broken. Errors: input,
// for a table's row of another width than its header.
std::string to_text(const Document& document, std::size_t width = 100);

}  // namespace residuum::report
