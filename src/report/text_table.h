// A table for a terminal: the caption, then rows with aligned columns.
#pragma once

#include <string>

#include "report/document.h"

namespace residuum::report {

std::string to_text(const Table& table);

}  // namespace residuum::report
