// Recommendations with a bound on how many are wrong: conformal selection (Jin & Candes 2023, "Selection by
// prediction with conformal p-values"). A regimen is recommended only where "residual tumour under it" can be
// rejected, by Benjamini & Hochberg's procedure over the patients at hand; then of those given a
// recommendation at most `alpha` are expected to have residual tumour under it. Each regimen gets an equal
// share of alpha. This holds for any model if the calibration patients of a regimen and the new patients are
// exchangeable; patients whom physicians chose for a regimen are not quite that, so that the bound is then
// approximate.
#pragma once

#include <string>
#include <vector>

namespace residuum::decision {

// Patients who had one regimen and whom its model did not learn from.
struct Calibration {
  std::vector<double> probability_rt;
  std::vector<int> rt;  // 1 = RT
};

// (1 + calibration patients with RT and a probability no larger) / (1 + calibration patients). Errors: input,
// for no patient, unequal lengths, a probability that is not finite, another label.
double conformal_p(const Calibration& calibration, double probability_rt);

// Benjamini & Hochberg 1995: which hypotheses are rejected at false discovery rate `alpha`. R: p.adjust(p,
// "BH")
// <= alpha. Errors: input, for a p outside 0..1 or alpha outside (0, 1).
std::vector<bool> benjamini_hochberg(const std::vector<double>& p, double alpha);

inline constexpr std::size_t no_bounded_choice = static_cast<std::size_t>(-1);

// probabilities[regimen][patient], least toxic regimen first; for each patient the first regimen selected, or
// no_bounded_choice.
std::vector<std::size_t> bounded_choices(const std::vector<Calibration>& calibrations,
                                         const std::vector<std::vector<double>>& probabilities, double alpha);

}  // namespace residuum::decision
