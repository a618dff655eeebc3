#include "outcome/baseline.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/error.h"
#include "core/random.h"

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

// A fold for each patient, the outcomes evenly spread.
std::vector<int> folds_of(const std::vector<int>& labels, const BaselineOptions& options) {
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(options.seed, "baseline/folds");
  random.shuffle(order);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return labels[a] < labels[b]; });
  std::vector<int> folds(labels.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    folds[order[i]] = static_cast<int>(i % static_cast<std::size_t>(options.folds));
  return folds;
}

stats::LogisticModel fit_rows(const std::vector<std::vector<double>>& rows, const std::vector<int>& labels,
                              double ridge) {
  std::vector<double> design;
  for (const auto& row : rows) design.insert(design.end(), row.begin(), row.end());
  stats::LogisticOptions options;
  options.ridge = ridge;
  return stats::fit_logistic(design, labels, options);
}

// Columns without variation among these rows would stop the fit.
std::vector<std::size_t> varying(const std::vector<std::vector<double>>& rows) {
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < rows.front().size(); ++c) {
    const bool varies =
        std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row[c] != rows[0][c]; });
    if (varies) kept.push_back(c);
  }
  return kept;
}

std::vector<double> pick(const std::vector<double>& row, const std::vector<std::size_t>& kept) {
  std::vector<double> picked;
  for (const auto column : kept) picked.push_back(row[column]);
  return picked;
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
    const auto kept = varying(learn);
    for (auto& row : learn) row = pick(row, kept);
    const auto model = fit_rows(learn, learn_labels, ridge);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (folds[i] != fold) continue;
      const double p = model.predict(pick(rows[i], kept));
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
    const auto folds = folds_of(labels, options);
    double best = 0;
    for (std::size_t i = 0; i < options.ridges.size(); ++i) {
      const double loss = cross_validated_loss(rows, labels, folds, options.folds, options.ridges[i]);
      if (i == 0 || loss < best) {
        best = loss;
        baseline.ridge_ = options.ridges[i];
      }
    }
  }
  baseline.model_ = fit_rows(rows, labels, baseline.ridge_);
  return baseline;
}

double Baseline::predict(const std::map<std::string, double>& numbers) const {
  std::vector<double> row;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    row.push_back(known(numbers, columns_[c]).value_or(means_[c]));
  return model_.predict(row);
}

}  // namespace residuum::outcome
