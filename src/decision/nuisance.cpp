#include "decision/nuisance.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/random.h"
#include "stats/folds.h"
#include "stats/varying_logistic.h"

namespace residuum::decision {
namespace {

// Rows to learn from, all of one width.
struct Design {
  std::vector<double> values, weights;
  std::vector<int> labels;

  void add(const std::vector<double>& row, int label, double weight) {
    values.insert(values.end(), row.begin(), row.end());
    labels.push_back(label);
    weights.push_back(weight);
  }
};

// A logistic model of the columns that vary, or a rate where there is but one outcome.
class Model {
 public:
  Model(const Design& design, double ridge) {
    double events = 0, total = 0;
    for (std::size_t i = 0; i < design.labels.size(); ++i) {
      total += design.weights[i];
      if (design.labels[i] == 1) events += design.weights[i];
    }
    rate_ = (events + 0.5) / (total + 1);
    constant_ = events == 0 || events == total;
    if (constant_) return;
    stats::LogisticOptions options;
    options.ridge = ridge;
    options.weights = design.weights;
    model_ = stats::fit_varying_logistic(design.values, design.labels, options);
  }

  bool constant() const { return constant_; }

  double predict(const std::vector<double>& row) const { return constant_ ? rate_ : model_.predict(row); }

 private:
  bool constant_ = false;
  double rate_ = 0;
  stats::VaryingLogistic model_;
};

std::vector<double> outcome_row(const Case& one, std::size_t regimen) {
  auto row = one.covariates;
  const double p = one.recommendation.predictions[regimen].probability_rt;
  row.push_back(stats::logit(std::clamp(p, 1e-4, 1 - 1e-4)));
  return row;
}

class Fitter {
 public:
  Fitter(const CaseTable& table, const std::vector<int>& folds, const NuisanceOptions& options,
         const std::vector<double>& weights)
      : table_(table), folds_(folds), options_(options), weights_(weights) {
    const std::vector<double> empty(table.regimens.size());
    result_.propensity.assign(table.cases.size(), empty);
    result_.nrt.assign(table.cases.size(), empty);
  }

  Nuisance fit() {
    for (int fold = 0; fold < options_.folds; ++fold) {
      propensity(fold);
      for (std::size_t regimen = 0; regimen < table_.regimens.size(); ++regimen) outcome(fold, regimen);
    }
    clip();
    return std::move(result_);
  }

 private:
  double weight(std::size_t i) const { return weights_.empty() ? 1 : weights_[i]; }
  bool learns(std::size_t i, int fold) const { return folds_[i] != fold && weight(i) > 0; }

  // P(beyond step r | r or beyond), for each step of the order; their products are the propensities.
  void propensity(int fold) {
    std::vector<double> beyond(table_.cases.size(), 1);
    for (std::size_t step = 0; step + 1 < table_.regimens.size(); ++step) {
      Design design;
      for (std::size_t i = 0; i < table_.cases.size(); ++i) {
        const auto& one = table_.cases[i];
        if (learns(i, fold) && one.given >= step) design.add(one.covariates, one.given > step, weight(i));
      }
      if (design.labels.empty())
        throw input_error("nobody was given {} or beyond; there is nothing to learn the choice from",
                          table_.regimens[step]);
      const Model model(design, options_.ridge);
      result_.constant += model.constant();
      for (std::size_t i = 0; i < table_.cases.size(); ++i) {
        if (folds_[i] != fold) continue;
        const double further = model.predict(table_.cases[i].covariates);
        result_.propensity[i][step] = beyond[i] * (1 - further);
        beyond[i] *= further;
        result_.propensity[i].back() = beyond[i];
      }
    }
  }

  void outcome(int fold, std::size_t regimen) {
    Design design;
    for (std::size_t i = 0; i < table_.cases.size(); ++i) {
      const auto& one = table_.cases[i];
      if (learns(i, fold) && one.given == regimen)
        design.add(outcome_row(one, regimen), one.actual == cohort::Outcome::nrt, weight(i));
    }
    if (design.labels.empty())
      throw input_error("nobody was given {}; its value cannot be learnt", table_.regimens[regimen]);
    const Model model(design, options_.ridge);
    result_.constant += model.constant();
    for (std::size_t i = 0; i < table_.cases.size(); ++i) {
      if (folds_[i] == fold) result_.nrt[i][regimen] = model.predict(outcome_row(table_.cases[i], regimen));
    }
  }

  void clip() {
    for (auto& of_patient : result_.propensity) {
      bool moved = false;
      for (auto& value : of_patient) {
        result_.lowest = std::min(result_.lowest, value);
        const double kept = std::clamp(value, options_.clip, 1 - options_.clip);
        moved |= kept != value;
        value = kept;
      }
      result_.clipped += moved;
    }
  }

  const CaseTable& table_;
  const std::vector<int>& folds_;
  const NuisanceOptions& options_;
  const std::vector<double>& weights_;
  Nuisance result_;
};

}  // namespace

std::vector<int> assign_folds(const CaseTable& table, const NuisanceOptions& options) {
  std::vector<int> strata;
  for (const auto& one : table.cases)
    strata.push_back(2 * static_cast<int>(one.given) + (one.actual == cohort::Outcome::rt));
  Random random(options.seed, "decision/folds");
  return stats::stratified_folds(strata, options.folds, random);
}

Nuisance fit_nuisance(const CaseTable& table, const std::vector<int>& folds, const NuisanceOptions& options,
                      const std::vector<double>& weights) {
  if (folds.size() != table.cases.size() || (!weights.empty() && weights.size() != table.cases.size())) {
    throw input_error("one fold and one weight a patient are needed");
  }
  if (!(options.clip >= 0 && options.clip < 0.5))
    throw input_error("propensities clipped at {}: 0 to below 0.5 is possible", options.clip);
  return Fitter(table, folds, options, weights).fit();
}

}  // namespace residuum::decision
