// Probabilities of training patients by networks that had not learnt from them: the only thing that a
// threshold or a calibration may be chosen on. Bound to a TrainingCohort, so that neither can be chosen on
// test patients; those of patients whom a network did learn from are too good and have no place here (who
// made them answers for that).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cohort/split.h"
#include "stats/recalibration.h"
#include "stats/roc.h"

namespace residuum::outcome {

class OutOfFold {
 public:
  // `probability_rt`: of residual tumour, by patient's id. Errors: input, naming the patient, unless it has
  // one within 0..1 for each of `patients` and for nobody else; for no patient.
  OutOfFold(cohort::TrainingCohort patients, const std::map<std::string, double>& probability_rt);

  const cohort::TrainingCohort& patients() const { return patients_; }
  // In the order of patients(); outcomes: 1 = RT.
  const std::vector<double>& probabilities() const { return probabilities_; }
  const std::vector<int>& outcomes() const { return outcomes_; }

  // Those of stats/roc.h, recalibration.h and log_loss.h. Errors: input, for one outcome alone (but
  // log_loss).
  double youden_threshold() const;
  stats::Recalibration recalibration(stats::RecalibrationMethod method) const;
  stats::Auc auc() const;
  double log_loss() const;

 private:
  cohort::TrainingCohort patients_;
  std::vector<double> probabilities_;
  std::vector<int> outcomes_;
};

}  // namespace residuum::outcome
