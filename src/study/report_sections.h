// The sections of a run's report, each written from the run's files alone.
#pragma once

#include "core/json.h"
#include "report/document.h"
#include "study/assessment.h"
#include "study/context.h"
#include "study/section_titles.h"

namespace residuum::study {

report::Section summary_section(const Context& context, const Assessment& assessment);
report::Section cohort_section(const Context& context);
report::Section segmentation_section(const Context& context);
report::Section outcome_section(const Context& context);
report::Section truth_section(const Context& context);  // of the models; synthetic studies

// From the run's record (run_record.h); the checklists point at sections by their place among `titles`.
report::Section limits_section(const Json& record);
report::Section methods_section(const Json& record);
report::Section checklists_section(const std::vector<std::string>& titles);

// "0.873 (0.801-0.945)"
std::string with_interval(double value, double low, double high, int digits = 3);

}  // namespace residuum::study
