// The value of policies on one set of patients, with patient bootstrap intervals: the nuisance models are
// fitted again in every replicate, a patient's copies staying in one fold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "decision/policy_value.h"
#include "decision/sensitivity.h"
#include "decision/targeting.h"

namespace residuum::decision {

struct AnalysisOptions {
  NuisanceOptions nuisance;
  int replicates = 1000;
  double confidence = 0.95;
  double toxicity_cost = 0.1;  // the gain in NRT for which one would just give the most toxic regimen
  std::uint64_t seed = 1;
  int threads = 1;
};

// With a percentile interval; `degenerate` replicates, on which it was not defined, are left out of it.
struct Estimate {
  double value = 0, low = 0, high = 0;
  int degenerate = 0;
};

struct PolicyEstimate {
  std::string policy;
  PolicyValue at;  // with weights and effective number
  Estimate nrt_aipw, toxic, net;
  std::optional<Estimate> nrt_ipw;  // none where nobody was given what the policy says
  Estimate nrt_gain, toxic_change;  // less what the physicians did (nrt_aipw)
  // Toxic treatments spared per 100 patients, against giving the most toxic regimen at random (else the least
  // toxic one) to a share of patients that would reach the same NRT; that share lies in 0..1. None where the
  // most toxic regimen for all is not estimated to be better than the least toxic one for all.
  std::optional<Estimate> spared;
  std::optional<EValue> e_value;  // of RT under the policy against RT under the physicians
};

struct Analysis {
  std::vector<PolicyEstimate> policies;  // standard_policies, in order
  Nuisance nuisance;
  Targeting targeting;  // by predicted benefit of the most over the least toxic regimen
  Estimate autoc, qini;
  std::vector<std::string> warnings;  // positivity: what makes the figures above doubtful
  int replicates = 0;
};

// Errors: input, as require_sound and fit_nuisance say, or for options out of range.
Analysis analyse(const CaseTable& table, const AnalysisOptions& options);

}  // namespace residuum::decision
