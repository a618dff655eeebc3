#include "decision/conformal.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"

namespace residuum::decision {

double conformal_p(const Calibration& calibration, double probability_rt) {
  const std::size_t n = calibration.rt.size();
  if (n == 0 || calibration.probability_rt.size() != n) {
    throw input_error("{} probabilities and {} outcomes to calibrate on; one each a patient is needed",
                      calibration.probability_rt.size(), n);
  }
  if (!std::isfinite(probability_rt)) throw input_error("the probability of RT is not finite");
  double as_low = 1;
  for (std::size_t i = 0; i < n; ++i) {
    if (calibration.rt[i] != 0 && calibration.rt[i] != 1)
      throw input_error("outcome {} is {}; 0 or 1 is needed", i + 1, calibration.rt[i]);
    if (!std::isfinite(calibration.probability_rt[i]))
      throw input_error("probability {} is not finite", i + 1);
    as_low += calibration.rt[i] == 1 && calibration.probability_rt[i] <= probability_rt;
  }
  return as_low / (1 + static_cast<double>(n));
}

std::vector<bool> benjamini_hochberg(const std::vector<double>& p, double alpha) {
  if (!(alpha > 0 && alpha < 1)) throw input_error("alpha {}: between 0 and 1 is needed", alpha);
  std::vector<double> sorted = p;
  for (const double value : p) {
    if (!(value >= 0 && value <= 1)) throw input_error("p {}: 0 to 1 is needed", value);
  }
  std::sort(sorted.begin(), sorted.end());
  double limit = -1;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i] * static_cast<double>(p.size()) <= alpha * static_cast<double>(i + 1)) limit = sorted[i];
  }
  std::vector<bool> rejected;
  for (const double value : p) rejected.push_back(value <= limit);
  return rejected;
}

std::vector<std::size_t> bounded_choices(const std::vector<Calibration>& calibrations,
                                         const std::vector<std::vector<double>>& probabilities,
                                         double alpha) {
  if (calibrations.empty() || calibrations.size() != probabilities.size()) {
    throw input_error("{} calibration sets for {} regimens", calibrations.size(), probabilities.size());
  }
  std::vector<std::size_t> choices(probabilities.front().size(), no_bounded_choice);
  for (std::size_t regimen = 0; regimen < probabilities.size(); ++regimen) {
    if (probabilities[regimen].size() != choices.size())
      throw input_error("every patient needs a probability under every regimen");
    std::vector<double> p;
    for (const double probability : probabilities[regimen])
      p.push_back(conformal_p(calibrations[regimen], probability));
    const auto selected = benjamini_hochberg(p, alpha / static_cast<double>(calibrations.size()));
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (selected[i] && choices[i] == no_bounded_choice) choices[i] = regimen;
    }
  }
  return choices;
}

}  // namespace residuum::decision
