// Do the patients whom the models say profit most from the most intensive regimen really do? The targeting
// operator characteristic and its areas (Yadlowsky et al. 2021, arXiv 2111.07966; R: grf::rank_average_
// treatment_effect on the same scores). `benefit` holds doubly robust scores of the gain in NRT.
#pragma once

#include <vector>

namespace residuum::decision {

struct TargetingPoint {
  double treated = 0;  // share of patients treated, those of highest priority first
  double gain = 0;     // mean benefit among them, less that of all patients
};

struct Targeting {
  std::vector<TargetingPoint> curve;  // one point a patient
  double autoc = 0;                   // area under the curve: sensitive to a few who profit much
  double qini = 0;                    // the same weighted by `treated`: sensitive to an effect on many
};

// Patients of equal priority share their mean benefit. `weights`: how often each counts, empty: once each;
// the curve then has one point a patient that counts. Errors: input, for unequal lengths, nobody, or a value
// that is not finite.
Targeting target(const std::vector<double>& priority, const std::vector<double>& benefit,
                 const std::vector<double>& weights = {});

}  // namespace residuum::decision
