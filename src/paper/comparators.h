// What simple policies would have been worth to the article's 85 test patients, as far as Table 3 can tell:
// patients are grouped by what the model recommended; within a group, those who happened to get a regimen
// stand for all (direct standardisation; Rothman, Greenland & Lash 2008, chapter 15). Individual-based
// treatment (IBT) is taken to be IC + CCRT, of which alone the outcome is known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stats/bootstrap.h"

namespace residuum::paper {

// The patients to whom the model recommended one thing.
struct Stratum {
  std::string recommended;
  int ccrt = 0, ccrt_nrt = 0;  // who were given CCRT, and those of them without residual tumour
  int ic = 0, ic_nrt = 0;      // the same of IC + CCRT
  int patients() const { return ccrt + ic; }
};

enum class Policy { ccrt_for_all, physicians, article_rule, ic_for_all };
std::string to_string(Policy policy);

struct PolicyValue {
  Policy policy = Policy::physicians;
  stats::BootstrapInterval nrt;  // share without residual tumour, percentile interval over the patients
  int given_ic = 0;              // patients whom the policy gives induction chemotherapy
};

struct Comparators {
  std::vector<Stratum> strata;
  std::vector<PolicyValue> policies;               // in the order of Policy
  stats::BootstrapInterval rule_minus_ic_for_all;  // of the shares without residual tumour: the price
  stats::BootstrapInterval rule_minus_physicians;
  int patients = 0;
  int spared = 0;  // patients whom the article's rule spares induction chemotherapy
  std::vector<std::string> caveats;
};

// Resamples in which a group has nobody with a regimen leave its value open and are left out; the intervals
// count them.
Comparators standardised_comparators(int replicates = 2000, std::uint64_t seed = 1);

}  // namespace residuum::paper
