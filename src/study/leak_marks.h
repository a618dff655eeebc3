// Marks beside whatever comes of outcome models that were chosen with a look at test patients (preset
// `code`).
#pragma once

#include "core/csv.h"
#include "report/document.h"
#include "study/run_folder.h"

namespace residuum::study {

// How any of the regimens' chosen models was leaked into, in words; empty: none was.
std::string outcome_leak(const RunFolder& run, const std::vector<std::string>& regimens);

// Every table, figure and picture of the section that has no mark yet gets this one, and a notice stands in
// front; nothing where `how` is empty.
void mark_leaked(report::Section& section, const std::string& how);

// With a column `leak`, where there is one.
CsvTable with_leak(const CsvTable& table, const std::string& how);

}  // namespace residuum::study
