// The sections of a run's report, each written from the run's files alone.
#pragma once

#include "cohort/table1.h"
#include "report/document.h"
#include "study/context.h"
#include "study/with_interval.h"

namespace residuum::study {

report::Section summary_section(const Context& context);
report::Section cohort_section(const Context& context);
report::Section segmentation_section(const Context& context);
report::Section outcome_section(const Context& context);
report::Section decision_section(const Context& context);
report::Section truth_section(const Context& context);  // synthetic studies
report::Section methods_section(const Context& context);

// What the cohort section is made of besides: the flow of exclusions, and Table 1.
void add_flow(report::Section& section, const Context& context, const cohort::Split& split);
void add_table1(report::Section& section, const cohort::Table1& table1);

// The stages that train networks.
std::vector<std::string> training_stages(const Settings& settings);

}  // namespace residuum::study
