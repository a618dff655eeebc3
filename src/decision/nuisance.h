// The two models behind the value of a policy: how the physicians chose (propensity) and what happened under
// each regimen (outcome). Both are penalised logistic regressions, cross-fitted: a patient is described by
// models that were fitted without him (Chernozhukov et al. 2018). They serve to judge policies; nothing that
// recommends is fitted here. With more than two regimens the propensity is a continuation-ratio model over
// their order.
#pragma once

#include <cstdint>
#include <vector>

#include "decision/case.h"

namespace residuum::decision {

struct NuisanceOptions {
  int folds = 5;
  double ridge = 1;    // stats::LogisticOptions::ridge; small groups would be separated without one
  double clip = 0.05;  // propensities are kept in clip .. 1 - clip; how many were not is counted
  std::uint64_t seed = 1;
};

struct Nuisance {
  // [patient][regimen]: the probability that this regimen is given, clipped; and of NRT under it.
  std::vector<std::vector<double>> propensity, nrt;
  int clipped = 0;    // patients with a propensity that was moved
  double lowest = 1;  // propensity of any regimen and patient, before clipping
  int constant =
      0;  // models with one outcome alone to learn from: the rate stands in, (events + 0.5) / (n + 1)
};

// A fold for each patient, from 0, by regimen given and outcome in turn. Errors: input, unless 2 <= folds <=
// patients.
std::vector<int> assign_folds(const CaseTable& table, const NuisanceOptions& options);

// The outcome model of a regimen knows the covariates and the logit of that regimen's prediction, the
// propensity model the covariates alone. `weights`: how often each patient counts (a bootstrap draw), empty:
// once each. REQUIRES: require_sound(table). Errors: input, for options out of range or a regimen that nobody
// of the other folds was given.
Nuisance fit_nuisance(const CaseTable& table, const std::vector<int>& folds, const NuisanceOptions& options,
                      const std::vector<double>& weights = {});

}  // namespace residuum::decision
