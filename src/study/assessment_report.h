// An assessment as sections of a report: `run` and `decide` write the same.
#pragma once

#include <vector>

#include "report/document.h"
#include "study/assessment.h"

namespace residuum::study {

report::Section decision_section(const Assessment& assessment);  // recommendations, and the study's judgement
report::Section policy_section(const Assessment& assessment);    // what following the model would be worth
report::Section decision_truth_section(const Assessment& assessment);  // REQUIRES: assessment.truth

}  // namespace residuum::study
