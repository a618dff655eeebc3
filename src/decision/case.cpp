#include "decision/case.h"

#include <cmath>
#include <set>

#include "core/error.h"

namespace residuum::decision {

void require_sound(const CaseTable& table) {
  if (table.regimens.size() < 2) {
    throw input_error("{} regimens; a policy chooses between two at least", table.regimens.size());
  }
  if (table.cases.empty()) throw input_error("no patient; a policy is judged on patients");
  std::set<std::string> seen;
  for (const auto& one : table.cases) {
    with_context("patient " + one.patient, [&] {
      if (!seen.insert(one.patient).second) throw input_error("stands twice");
      const auto& predictions = one.recommendation.predictions;
      if (predictions.size() != table.regimens.size()) {
        throw input_error("{} predictions for {} regimens", predictions.size(), table.regimens.size());
      }
      for (std::size_t r = 0; r < predictions.size(); ++r) {
        if (predictions[r].regimen == table.regimens[r]) continue;
        throw input_error("prediction {} is for {}, not for {}", r + 1, predictions[r].regimen,
                          table.regimens[r]);
      }
      if (one.given >= table.regimens.size()) throw input_error("the regimen given is none of the table's");
      if (one.covariates.size() != table.covariates.size()) {
        throw input_error("{} covariates; {} are needed", one.covariates.size(), table.covariates.size());
      }
      for (std::size_t c = 0; c < one.covariates.size(); ++c) {
        if (!std::isfinite(one.covariates[c]))
          throw input_error("covariate {} is not finite", table.covariates[c]);
      }
    });
  }
}

}  // namespace residuum::decision
