// An assessment as tables: for people (report::Table) and as CSV files. One place, so that both say the same.
#pragma once

#include <utility>

#include "core/csv.h"
#include "report/document.h"
#include "study/assessment.h"

namespace residuum::study {

report::Table situations_table(const Assessment& assessment);
report::Table judgement_table(const decision::Comparison& comparison);
report::Table discordance_table(const decision::Comparison& comparison);
// The next four REQUIRE: assessment.analysis.
report::Table policy_value_table(const Assessment& assessment);
report::Table policy_comparison_table(const Assessment& assessment);
report::Table overlap_table(const Assessment& assessment);
report::Table targeting_table(const Assessment& assessment);
report::Table bounded_table(const Assessment& assessment);     // REQUIRES: assessment.bounded
report::Table truth_table(const Assessment& assessment);       // REQUIRES: assessment.truth
report::Table true_value_table(const Assessment& assessment);  // REQUIRES: assessment.truth and analysis

// Name of the file without ending, and its contents: decision_curve; where there is an analysis policy_value,
// overlap, trade_off, targeting; bounded where there is one.
std::vector<std::pair<std::string, CsvTable>> assessment_csv(const Assessment& assessment);

}  // namespace residuum::study
