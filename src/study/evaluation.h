// Figures of merit of each regimen's model on the test patients who had that regimen. Positive class:
// residual tumour (RT).
#pragma once

#include <string>
#include <vector>

#include "stats/rates.h"
#include "stats/roc.h"
#include "study/predictions.h"

namespace residuum::study {

struct RegimenEvaluation {
  std::string regimen;
  double threshold = 0.5;
  std::vector<double> probabilities;  // of RT, and
  std::vector<int> outcomes;          // 1 = RT, of the same patients
  stats::Auc auc;
  std::vector<stats::RocPoint> roc;
  stats::Confusion confusion;
  double brier = 0;
};

std::vector<RegimenEvaluation> evaluate(const std::vector<PredictionRow>& rows,
                                        const std::vector<std::string>& regimens);

}  // namespace residuum::study
