// Receiver operating characteristic. Labels are 1 (positive: residual tumour) or 0; a larger score speaks for
// positive. Scores may be tied. Errors of all: input, for a score that is not finite, another label, unequal
// lengths, or one class only.
#pragma once

#include <vector>

namespace residuum::stats {

struct RocPoint {
  double threshold = 0;  // positive when score >= threshold; the first point's is +infinity
  double false_positive_rate = 0, true_positive_rate = 0;
};

// From (0,0) to (1,1), one point a distinct score, from the largest down; the threshold is that score. R:
// pROC::roc(direction = "<") has the same rates, its thresholds lying midway between neighbouring scores.
std::vector<RocPoint> roc_curve(const std::vector<double>& scores, const std::vector<int>& labels);

struct Auc {
  double value = 0, standard_error = 0, low = 0, high = 0;
  int positives = 0, negatives = 0;
};

// Mann-Whitney AUC alone, ties counting half: equal for equal orders to the last bit. R: pROC::auc.
double auc(const std::vector<double>& scores, const std::vector<int>& labels);

// The AUC over two classes' scores pooled: each patient twice, with (p, label) and (1 - p, 1 - label). It
// asks whether the true class is given more than the false one over all patients, is high wherever a frequent
// class is called for everybody, and says little of the positive class. Labels of one class only will do.
// Python: sklearn.metrics.roc_auc_score(average = "micro") of both classes' columns.
double micro_averaged_auc(const std::vector<double>& probabilities, const std::vector<int>& labels);

// Mann-Whitney AUC with DeLong's variance (DeLong et al. 1988, in O(n log n): Sun & Xu 2014) and the
// symmetric normal interval cut to [0, 1]. R: pROC::ci.auc(method = "delong"). With one patient in a class
// the variance is not defined: the standard error is then NaN and the interval 0 to 1.
Auc auc_delong(const std::vector<double>& scores, const std::vector<int>& labels, double confidence = 0.95);

// Youden's J maximal; among equals the largest threshold; midway between neighbouring scores, or the smallest
// score where all must be called positive (never infinite: someone is always called positive). R:
// pROC::coords(roc, "best", best.method = "youden").
double youden_threshold(const std::vector<double>& scores, const std::vector<int>& labels);

// The largest threshold whose sensitivity is at least the one given, so that specificity is the best to be
// had; midway as above, and someone is always called positive. R: max(roc$thresholds[roc$sensitivities >=
// wanted]). Errors: input, for a rate outside 0..1.
double threshold_at_sensitivity(const std::vector<double>& scores, const std::vector<int>& labels,
                                double sensitivity);

// The threshold of the best sensitivity whose specificity is at least the one given; among equals the
// largest; midway as above. Where only calling nobody is specific enough, just above the largest score.
// Errors: as above.
double threshold_at_specificity(const std::vector<double>& scores, const std::vector<int>& labels,
                                double specificity);

}  // namespace residuum::stats
