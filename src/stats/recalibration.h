// Maps from a model's probability to a calibrated one, fitted on probabilities of patients that the model has
// not learnt from and their labels, 1 (the predicted event: residual tumour) or 0. Every map is monotone and
// never falls: the order of patients stays, apart from ties. Sources: Platt 1999, Guo et al. 2017
// (temperature), Zadrozny & Elkan 2002 (isotonic). R: glm(targets ~ qlogis(p), family = quasibinomial) with
// Platt's targets; glm(labels ~ 0 + qlogis(p), family = binomial); isoreg(p, labels) with approx(rule = 2)
// between its knots.
#pragma once

#include <string>
#include <vector>

namespace residuum::stats {

enum class RecalibrationMethod {
  none,         // the probability as it is
  platt,        // inverse_logit(intercept + slope * logit(p))
  temperature,  // the same without intercept; the slope is 1 / temperature
  isotonic      // steps joined by straight lines
};

std::string to_string(RecalibrationMethod method);  // "none", "platt", "temperature", "isotonic"

// Errors: input, for another name.
RecalibrationMethod recalibration_method(const std::string& name);

// Plain numbers: stored and restored, the map is the same to the last bit.
struct Recalibration {
  RecalibrationMethod method = RecalibrationMethod::none;
  double slope = 1, intercept = 0;  // platt, temperature; of logits, p being kept 1e-7 away from 0 and 1
  std::vector<double> x, y;         // isotonic: knots, x rising; constant before the first and after the last

  // Errors: input, for a probability outside 0..1.
  double operator()(double probability) const;

  bool operator==(const Recalibration&) const = default;
};

// For a map that comes from a file. Errors: input, naming the number that cannot be: one that is not finite,
// a negative slope, an intercept of a temperature, knots that are missing, fall or leave 0..1.
void require_sound(const Recalibration& map);

// What cannot be fitted well still gives finite numbers:
// - a slope that would be negative (AUC below 0.5) is 0: platt then gives everyone the mean of its targets,
//   temperature 0.5, isotonic levels out by itself;
// - equal probabilities for all (logits within 1e-9): platt has slope 0, isotonic one knot, temperature fits
// where p is not 0.5;
// - labels told apart by the sign of the logit (or so nearly that the slope is lost to rounding) have no
// finite
//   temperature: Platt's smoothed targets then take the labels' place. Isotonic gives 0 and 1 where a block
//   is pure.
// Errors: input, for unequal lengths, none at all, a probability outside 0..1, another label, one class only
// (but for `none`, which fits nothing).
Recalibration fit_recalibration(RecalibrationMethod method, const std::vector<double>& probabilities,
                                const std::vector<int>& labels);

}  // namespace residuum::stats
