// Judging where both potential outcomes are known, as only a synthetic study does. The right decision is the
// least toxic regimen that leaves no residual tumour, or the fallback where none does.
#pragma once

#include <vector>

#include "decision/case.h"
#include "decision/policy.h"
#include "stats/rates.h"

namespace residuum::decision {

using PotentialOutcomes = std::vector<std::vector<bool>>;  // [patient][regimen]: residual tumour

struct TrueAccuracy {
  stats::Proportion model;  // of the patients with a recommendation
  // Of the patients whom some regimen cures (the physicians had no fallback to give), with a recommendation.
  stats::Proportion model_where_curable, physician_where_curable;
};

// Errors of both: input, unless there is one potential outcome a patient and regimen.
TrueAccuracy true_accuracy(const CaseTable& table, const PotentialOutcomes& outcomes);

// The share without residual tumour had the policy been followed.
double true_nrt(const CaseTable& table, const PotentialOutcomes& outcomes, const Policy& policy);

}  // namespace residuum::decision
