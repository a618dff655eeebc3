#include "outcome/out_of_fold.h"

#include "core/error.h"
#include "stats/log_loss.h"

namespace residuum::outcome {

OutOfFold::OutOfFold(cohort::TrainingCohort patients, const std::map<std::string, double>& probability_rt)
    : patients_(std::move(patients)) {
  auto left = probability_rt;
  for (const auto& patient : patients_.patients()) {
    const auto found = left.find(patient.id);
    if (found == left.end())
      throw input_error("out-of-fold probabilities: training patient {} has none", patient.id);
    if (!(found->second >= 0 && found->second <= 1)) {
      throw input_error("out-of-fold probabilities: patient {} has {}; between 0 and 1 is needed", patient.id,
                        found->second);
    }
    probabilities_.push_back(found->second);
    outcomes_.push_back(patient.outcome == cohort::Outcome::rt);
    left.erase(found);
  }
  if (!left.empty()) {
    throw input_error(
        "out-of-fold probabilities: patient {} is none of the {} training patients they are for",
        left.begin()->first, probabilities_.size());
  }
  if (probabilities_.empty()) throw input_error("out-of-fold probabilities: no patient");
}

double OutOfFold::youden_threshold() const {
  return stats::youden_threshold(probabilities_, outcomes_);
}

stats::Recalibration OutOfFold::recalibration(stats::RecalibrationMethod method) const {
  return stats::fit_recalibration(method, probabilities_, outcomes_);
}

stats::Auc OutOfFold::auc() const {
  return stats::auc_delong(probabilities_, outcomes_);
}

double OutOfFold::log_loss() const {
  return stats::log_loss(probabilities_, outcomes_);
}

}  // namespace residuum::outcome
