// The sections of a run's report, each written from the run's files alone.
#pragma once

#include "cohort/table1.h"
#include "core/json.h"
#include "report/document.h"
#include "study/assessment.h"
#include "study/context.h"
#include "study/section_titles.h"
#include "study/with_interval.h"

namespace residuum::study {

report::Section summary_section(const Context& context, const Assessment& assessment);
report::Section cohort_section(const Context& context);
report::Section segmentation_section(const Context& context);
report::Section outcome_section(const Context& context);
report::Section explanation_section(const Context& context);
void add_novelty(report::Section& section, const Context& context);
report::Section truth_section(const Context& context);  // of the models; synthetic studies

// From the run's record (run_record.h); the checklists point at sections by their place among `titles`.
report::Section limits_section(const Json& record);
report::Section methods_section(const Json& record);
report::Section checklists_section(const std::vector<std::string>& titles);

// What the cohort section is made of besides: radiologists' masks, the flow of exclusions, and Table 1.
void add_annotations(report::Section& section, const Context& context);
void add_flow(report::Section& section, const Context& context, const cohort::Split& split);
void add_table1(report::Section& section, const cohort::Table1& table1);

// The outcome models' candidates (candidates_report.h), and what the published protocol adds where it was
// followed beside the honest one (protocols.h).
void add_candidates(report::Section& section, const Context& context);
void add_protocols(report::Section& section, const Context& context);

// The networks that the segmentation tried, and what splitting by image adds where it was measured.
void add_networks(report::Section& section, const Context& context);

}  // namespace residuum::study
