// A recommendation and its judgement for each test patient.
#pragma once

#include <vector>

#include "decision/judge.h"
#include "study/predictions.h"

namespace residuum::study {

struct PatientDecision {
  std::string patient;
  decision::Recommendation recommendation;
  std::string given;
  cohort::Outcome actual = cohort::Outcome::nrt;
  decision::Judgement judgement;  // not judged on either side unless there are exactly two regimens
};

// In the order of the patients in `rows`. Errors: input, when a patient lacks a regimen's prediction.
std::vector<PatientDecision> decide(const std::vector<PredictionRow>& rows,
                                    const std::vector<std::string>& regimens);

decision::Comparison compare(const std::vector<PatientDecision>& decisions);

}  // namespace residuum::study
