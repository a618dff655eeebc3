// What following a policy would have been worth, from patients who were treated otherwise as well. Valid if
// the covariates hold everything that moved both the physicians' choice and the outcome (no unmeasured
// confounding), if every kind of patient had some chance of each regimen (positivity), and if a patient's
// outcome does not hang on others' treatment. IPW needs the propensity model to be right, AIPW either of the
// two models (Robins, Rotnitzky & Zhao 1994; for policies: Dudik, Langford & Li 2011, Athey & Wager 2021).
#pragma once

#include <vector>

#include "decision/nuisance.h"
#include "decision/policy.h"

namespace residuum::decision {

struct PolicyValue {
  double nrt_ipw =
      0;  // probability of no residual tumour, weighted by inverse propensity and normalised (Hajek)
  // Augmented, doubly robust: the mean prediction of the outcome models under the policy, plus the weighted
  // mean of what they missed; the weights are normalised as above, or a few small propensities would rule.
  // Cut to 0..1.
  double nrt_aipw = 0;
  double toxic = 0;  // mean toxicity: for two regimens the share who would get the more toxic one
  // Patients who were given what the policy says, the effective number of patients behind their weights,
  // (sum w)^2 / sum w^2 (Kish), and the largest weight.
  double followed = 0, effective = 0, largest_weight = 0;

  double net(double toxicity_cost) const { return nrt_aipw - toxicity_cost * toxic; }
};

// `weights` as in fit_nuisance. Where the policy says as_given, the patient's own outcome counts, with
// weight 1. The IPW value is NaN where nobody was given what the policy says.
PolicyValue value_of(const CaseTable& table, const Nuisance& nuisance, const Policy& policy,
                     const std::vector<double>& weights = {});

// By patient: an unbiased guess of his NRT under the regimen, nrt + 1{given} (outcome - nrt) / propensity.
std::vector<double> doubly_robust_scores(const CaseTable& table, const Nuisance& nuisance,
                                         std::size_t regimen);

// The weights of the patients who were given what the policy says: 1 / propensity, or 1 where it says
// as_given.
std::vector<double> policy_weights(const CaseTable& table, const Nuisance& nuisance, const Policy& policy);

}  // namespace residuum::decision
