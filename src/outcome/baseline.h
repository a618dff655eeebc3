// What a network must beat: penalised logistic regressions on a few numbers a patient, fitted on training
// patients of one regimen. Missing numbers become the training mean. The penalty is chosen by
// cross-validation among them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cohort/split.h"
#include "outcome/patient_numbers.h"
#include "stats/logistic.h"

namespace residuum::outcome {

struct BaselineOptions {
  std::vector<double> ridges{0.3, 1,  3,
                             10,  30, 100};  // stats::LogisticOptions::ridge; one alone is taken as it is
  int folds = 5;
  std::uint64_t seed = 1;
};

class Baseline {
 public:
  // Errors: input, for patients of two regimens, or fewer than two of an outcome.
  static Baseline fit(const cohort::TrainingCohort& training, const PatientNumbers& numbers,
                      const std::vector<std::string>& columns, const BaselineOptions& options = {});

  double predict(const std::map<std::string, double>& numbers) const;  // of RT

  double ridge() const { return ridge_; }
  std::size_t patients() const { return patients_; }
  // Columns that vary among the training patients, with their coefficients.
  const std::vector<std::string>& columns() const { return columns_; }
  const stats::LogisticModel& model() const { return model_; }

 private:
  std::vector<std::string> columns_;
  std::vector<double> means_;
  double ridge_ = 0;
  std::size_t patients_ = 0;
  stats::LogisticModel model_;
};

}  // namespace residuum::outcome
