#include "decision/potential.h"

#include <algorithm>

#include "core/error.h"

namespace residuum::decision {
namespace {

void check(const CaseTable& table, const PotentialOutcomes& outcomes) {
  bool fits = outcomes.size() == table.cases.size();
  for (const auto& of_patient : outcomes) fits &= of_patient.size() == table.regimens.size();
  if (!fits) throw input_error("one potential outcome a patient and regimen is needed");
}

}  // namespace

TrueAccuracy true_accuracy(const CaseTable& table, const PotentialOutcomes& outcomes) {
  check(table, outcomes);
  int patients = 0, curable = 0, model = 0, model_curable = 0, physician_curable = 0;
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    const auto& one = table.cases[i];
    if (one.recommendation.abstained()) continue;
    const auto cure = std::find(outcomes[i].begin(), outcomes[i].end(), false);
    const bool curable_here = cure != outcomes[i].end();
    const auto best = static_cast<std::size_t>(cure - outcomes[i].begin());
    const bool right = one.recommendation.regimen == (curable_here ? table.regimens[best] : fallback);
    ++patients;
    model += right;
    if (!curable_here) continue;
    ++curable;
    model_curable += right;
    physician_curable += one.given == best;
  }
  return {stats::wilson(model, patients), stats::wilson(model_curable, curable),
          stats::wilson(physician_curable, curable)};
}

double true_nrt(const CaseTable& table, const PotentialOutcomes& outcomes, const Policy& policy) {
  check(table, outcomes);
  double nrt = 0;
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    const std::size_t choice = policy.choice[i] == as_given ? table.cases[i].given : policy.choice[i];
    nrt += !outcomes[i][choice];
  }
  return nrt / static_cast<double>(table.cases.size());
}

}  // namespace residuum::decision
