// Proportions and 2 x 2 tables. Labels are 1 (positive: residual tumour) or 0. Errors of all: input, for a
// score, label, count or confidence that cannot be; each function says what it makes of an empty margin.
#pragma once

#include <vector>

namespace residuum::stats {

struct Proportion {
  int count = 0, total = 0;
  double value = 0, low = 0, high = 1;
};

// Wilson's score interval. R: prop.test(correct = FALSE)$conf.int. total = 0 gives value 0, interval 0 to 1.
// Errors: input, unless 0 <= count <= total and 0 < confidence < 1.
Proportion wilson(int count, int total, double confidence = 0.95);

// Clopper and Pearson's exact interval: covers at least as often as it says, wider than Wilson's. R:
// binom.test(count, total)$conf.int. total = 0 and errors as for wilson.
Proportion clopper_pearson(int count, int total, double confidence = 0.95);

struct Confusion {
  int true_positive = 0, false_positive = 0, true_negative = 0, false_negative = 0;
  Proportion accuracy() const, sensitivity() const, specificity() const, ppv() const, npv() const;
};

// Positive (label 1) is called when score >= threshold. Errors: input, for unequal lengths, a score that is
// not finite, a threshold that is no number, another label. No scores give no counts.
Confusion confusion(const std::vector<double>& scores, const std::vector<int>& labels, double threshold);

// Mean squared difference of probability and outcome (Brier 1950). Errors: input, for unequal lengths, none
// at all, a probability outside 0..1, another label.
double brier(const std::vector<double>& probabilities, const std::vector<int>& labels);

// Pearson's chi-square without continuity correction for the table {{a, b}, {c, d}}; 1 when a margin is zero.
// R: chisq.test(matrix(...), correct = FALSE)$p.value
double pearson_p(int a, int b, int c, int d);

// Exact McNemar: two-sided binomial test of b against c discordant pairs. R: binom.test(b, b + c)$p.value;
// 1 when there is no discordant pair.
double mcnemar_exact_p(int b, int c);

}  // namespace residuum::stats
