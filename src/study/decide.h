// `residuum decide`: the decisions of any model, judged and valued from a table alone.
#pragma once

#include "core/json.h"
#include "study/assessment.h"

namespace residuum::study {

struct DecideRequest {
  fs::path table;           // decision_input.h
  fs::path calibration;     // read_calibration; empty: no bounded recommendations
  DecisionOptions options;  // no covariates named: those of usual_covariates
  bool adjust = true;       // false: no covariate at all
  AssessmentOptions assessment;
};

Assessment decide(const DecideRequest& request);

Json to_json(const Assessment& assessment);
std::string assessment_text(const Assessment& assessment);

// decisions.html, decisions.csv (patient, recommendation, verdicts) and the tables of assessment_csv in
// `folder`.
void write_assessment(const fs::path& folder, const DecideRequest& request, const Assessment& assessment);

}  // namespace residuum::study
