// Which columns of a table hold numbers and are set flush right.
#pragma once

#include <vector>

#include "report/document.h"

namespace residuum::report {

// "0.87 (0.78-0.95)" is a number here, and so is an empty cell in a column that has numbers. REQUIRES: one
// cell per column in each row.
std::vector<bool> number_columns(const Table& table);

}  // namespace residuum::report
