// The decisions of a run's test patients: from predictions, patient table and images to decisions.csv, and
// from there to an assessment.
#pragma once

#include "core/csv.h"
#include "study/assessment.h"
#include "study/context.h"
#include "study/predictions.h"

namespace residuum::study {

// The columns of decision_input.h, the covariates being those of the settings. A covariate is a column of
// cohort.csv or `tumour_ml`, the volume under the patient's rectangles. Errors: input, for a patient who
// lacks a regimen's prediction, or a covariate that cohort.csv has not.
CsvTable case_table(const Context& context, const std::vector<PredictionRow>& rows);

// `cases` with what was recommended and how it was judged beside each patient.
CsvTable with_verdicts(const CsvTable& cases, const DecisionInput& input);

DecisionOptions decision_options(const Settings& settings);
AssessmentOptions assessment_options(const Settings& settings, int threads);

// Of decisions.csv, tables/calibration.csv and, for a synthetic study, truth.csv.
Assessment assess_run(const Context& context);

}  // namespace residuum::study
