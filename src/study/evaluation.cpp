#include "study/evaluation.h"

#include "core/error.h"

namespace residuum::study {

std::vector<RegimenEvaluation> evaluate(const std::vector<PredictionRow>& rows,
                                        const std::vector<std::string>& regimens) {
  std::vector<RegimenEvaluation> evaluations;
  for (const auto& regimen : regimens) {
    RegimenEvaluation evaluation;
    evaluation.regimen = regimen;
    for (const auto& row : rows) {
      if (row.prediction.regimen != regimen || row.given != regimen) continue;
      evaluation.threshold = row.threshold;
      evaluation.probabilities.push_back(row.prediction.probability_rt);
      evaluation.outcomes.push_back(row.actual == cohort::Outcome::rt);
    }
    with_context("test patients of " + regimen, [&] {
      evaluation.auc = stats::auc_delong(evaluation.probabilities, evaluation.outcomes);
      evaluation.roc = stats::roc_curve(evaluation.probabilities, evaluation.outcomes);
      evaluation.confusion =
          stats::confusion(evaluation.probabilities, evaluation.outcomes, evaluation.threshold);
      evaluation.brier = stats::brier(evaluation.probabilities, evaluation.outcomes);
    });
    evaluations.push_back(std::move(evaluation));
  }
  return evaluations;
}

}  // namespace residuum::study
