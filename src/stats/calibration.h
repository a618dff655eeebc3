// Whether predicted probabilities are what they say: of the patients given 30 %, three in ten have the event.
// Labels are 1 (the predicted event: residual tumour) or 0. Errors of all: input, for unequal lengths, none
// at all, a probability outside 0..1, another label.
#pragma once

#include <vector>

#include "stats/rates.h"

namespace residuum::stats {

// Murphy's decomposition of the Brier score (Murphy 1973) over `bins` bins of equal width (lower end
// included), with the spread within bins of Stephenson et al. 2008, without which it does not add up: brier =
// reliability - resolution + uncertainty + within_bins. R: SpecsVerification::BrierDecomp is close, there
// without the last.
struct BrierDecomposition {
  double brier = 0;
  double reliability = 0;  // 0: each bin's mean probability is its share of events
  double resolution = 0;   // how far the bins' shares of events lie from the share of all
  double uncertainty = 0;  // share * (1 - share) of events in all
  double within_bins = 0;
  int bins = 0;  // occupied ones
};
BrierDecomposition brier_decomposition(const std::vector<double>& probabilities,
                                       const std::vector<int>& labels, int bins = 10);

struct Estimate {
  double value = 0, standard_error = 0, low = 0, high = 0;  // Wald's interval
};

// Cox's calibration line (Cox 1958): logit of the event on the logit of the probability. R: glm(labels ~
// qlogis(p), family = binomial), and for in_the_large glm(labels ~ offset(qlogis(p)), family = binomial).
struct CalibrationLine {
  Estimate slope;      // 1 is right; below 1: predictions too extreme
  Estimate intercept;  // of the line
  Estimate
      in_the_large;  // with the slope held at 1: 0 is right, above 0: events more frequent than predicted
  int clipped = 0;   // probabilities beyond 1e-7 and 1 - 1e-7, taken as these (their logit would be infinite)
};
// Errors besides: those of fit_logistic: one class only, all probabilities equal, perfect separation.
CalibrationLine calibration_line(const std::vector<double>& probabilities, const std::vector<int>& labels,
                                 double confidence = 0.95);

// Distance of the probabilities from the smooth calibration curve (stats/loess.h, span 0.75), over the
// patients: its mean, the integrated calibration index, median, 90th percentile (R's type 7) and maximum.
// Austin & Steyerberg 2019. Errors besides: fewer than 4 patients.
struct CalibrationDistance {
  double ici = 0, e50 = 0, e90 = 0, emax = 0;
};
CalibrationDistance calibration_distance(const std::vector<double>& probabilities,
                                         const std::vector<int>& labels);

// Hosmer & Lemeshow 1980, groups of about equal size; equal probabilities stay together. R:
// ResourceSelection::hoslem.test where all groups are found.
struct HosmerLemeshow {
  double statistic = 0, p = 1;
  int groups = 0, degrees_of_freedom = 0;
};
enum class FittedOn {
  other_patients,  // degrees of freedom: groups
  these_patients,  // groups - 2: the model has been fitted to them
};
// Errors besides: no degree of freedom; a group in which an observed event (or its absence) was given
// probability 0.
HosmerLemeshow hosmer_lemeshow(const std::vector<double>& probabilities, const std::vector<int>& labels,
                               FittedOn fitted_on, int groups = 10);

struct CalibrationCurve {
  struct Point {
    double predicted = 0, observed = 0;
  };
  std::vector<Point>
      smooth;  // loess at equal steps from the smallest to the largest probability; may leave 0..1
  struct Group {
    double mean_probability = 0;
    Proportion observed;  // Wilson's interval
  };
  std::vector<Group> groups;  // of about equal size, from the smallest probability up
};
// With fewer than 4 patients the smooth curve is empty.
CalibrationCurve calibration_curve(const std::vector<double>& probabilities, const std::vector<int>& labels,
                                   int groups = 10, int points = 101, double confidence = 0.95);

}  // namespace residuum::stats
