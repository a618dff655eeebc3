// The sections of the reproduction. Each adds its tables, by the name of their file, to `tables`; a section
// ends with what does not agree, and why.
#pragma once

#include "paper/comparators.h"
#include "paper/t_stage.h"
#include "paper/table1.h"
#include "paper/table3.h"
#include "report/document.h"

namespace residuum::study {

using NamedTables = std::vector<std::pair<std::string, report::Table>>;

report::Section table1_reproduction(const std::vector<paper::RecomputedP>& rows, NamedTables& tables);
report::Section table2_reproduction(NamedTables& tables);
report::Section table3_reproduction(const paper::Table3& table3, NamedTables& tables);
report::Section stage_reproduction(const std::vector<paper::StageBaseline>& baselines, NamedTables& tables);
report::Section comparators_reproduction(const paper::Comparators& comparators, NamedTables& tables);

// Puts a table into the section and among the files.
void add_table(report::Section& section, NamedTables& tables, const std::string& name, report::Table table);

std::string three(double value);           // "0.040"
std::string p_with_four_digits(double p);  // "0.0403", "<0.0001"

}  // namespace residuum::study
