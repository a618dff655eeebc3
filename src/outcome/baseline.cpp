#include "outcome/baseline.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.h"
#include "core/random.h"
#include "stats/folds.h"
#include "stats/varying_logistic.h"

namespace residuum::outcome {
namespace {

std::optional<double> known(const std::map<std::string, double>& numbers, const std::string& name) {
  const auto found = numbers.find(name);
  if (found == numbers.end() || !std::isfinite(found->second)) return {};
  return found->second;
}

const std::map<std::string, double>& numbers_of(const PatientNumbers& numbers, const std::string& id) {
  static const std::map<std::string, double> nothing;
  const auto found = numbers.find(id);
  return found == numbers.end() ? nothing : found->second;
}

std::vector<int> labels_of(const std::vector<cohort::Patient>& patients) {
  std::set<std::string> regimens;
  std::vector<int> labels;
  int counts[2] = {0, 0};
  for (const auto& patient : patients) {
    regimens.insert(patient.regimen);
    labels.push_back(patient.outcome == cohort::Outcome::rt);
    ++counts[labels.back()];
  }
  if (regimens.size() != 1)
    throw input_error("a baseline learns from patients of one regimen; these are of {}", regimens.size());
  if (counts[0] < 2 || counts[1] < 2) {
    throw input_error("a baseline needs two training patients of each outcome; there are {} NRT and {} RT",
                      counts[0], counts[1]);
  }
  return labels;
}

std::vector<double> flat(const std::vector<std::vector<double>>& rows) {
  std::vector<double> design;
  for (const auto& row : rows) design.insert(design.end(), row.begin(), row.end());
  return design;
}

stats::LogisticOptions with_ridge(double ridge) {
  stats::LogisticOptions options;
  options.ridge = ridge;
  return options;
}

// Mean log-loss of patients left out in turn.
double cross_validated_loss(const std::vector<std::vector<double>>& rows, const std::vector<int>& labels,
                            const std::vector<int>& folds, int fold_count, double ridge) {
  double loss = 0;
  for (int fold = 0; fold < fold_count; ++fold) {
    std::vector<std::vector<double>> learn;
    std::vector<int> learn_labels;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (folds[i] == fold) continue;
      learn.push_back(rows[i]);
      learn_labels.push_back(labels[i]);
    }
    const auto model = stats::fit_varying_logistic(flat(learn), learn_labels, with_ridge(ridge));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (folds[i] != fold) continue;
      const double p = model.predict(rows[i]);
      loss -= std::log(std::max(labels[i] == 1 ? p : 1 - p, 1e-12));
    }
  }
  return loss / static_cast<double>(rows.size());
}

}  // namespace

Baseline Baseline::fit(const cohort::TrainingCohort& training, const PatientNumbers& numbers,
                       const std::vector<std::string>& columns, const BaselineOptions& options) {
  const auto& patients = training.patients();
  const auto labels = labels_of(patients);
  Baseline baseline;
  baseline.patients_ = patients.size();
  std::vector<std::vector<double>> rows(patients.size());
  for (const auto& column : columns) {
    double sum = 0, count = 0, low = 0, high = 0;
    for (const auto& patient : patients) {
      const auto value = known(numbers_of(numbers, patient.id), column);
      if (!value) continue;
      low = count == 0 ? *value : std::min(low, *value);
      high = count == 0 ? *value : std::max(high, *value);
      sum += *value;
      count += 1;
    }
    if (count == 0 || low == high) continue;
    baseline.columns_.push_back(column);
    baseline.means_.push_back(sum / count);
    for (std::size_t i = 0; i < patients.size(); ++i)
      rows[i].push_back(known(numbers_of(numbers, patients[i].id), column).value_or(sum / count));
  }
  if (options.ridges.empty()) throw input_error("a baseline needs a ridge penalty to choose");
  baseline.ridge_ = options.ridges.front();
  if (options.ridges.size() > 1 && !baseline.columns_.empty()) {
    Random random(options.seed, "baseline/folds");
    const auto folds = stats::stratified_folds(labels, options.folds, random);
    double best = 0;
    for (std::size_t i = 0; i < options.ridges.size(); ++i) {
      const double loss = cross_validated_loss(rows, labels, folds, options.folds, options.ridges[i]);
      if (i == 0 || loss < best) {
        best = loss;
        baseline.ridge_ = options.ridges[i];
      }
    }
  }
  baseline.model_ = stats::fit_logistic(flat(rows), labels, with_ridge(baseline.ridge_));
  return baseline;
}

double Baseline::predict(const std::map<std::string, double>& numbers) const {
  std::vector<double> row;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    row.push_back(known(numbers, columns_[c]).value_or(means_[c]));
  return model_.predict(row);
}

}  // namespace residuum::outcome
