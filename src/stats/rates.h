// Proportions and 2 x 2 tables.
#pragma once

#include <vector>

namespace residuum::stats {

struct Proportion {
  int count = 0, total = 0;
  double value = 0, low = 0, high = 1;
};

// Wilson's score interval. R: prop.test(correct = FALSE)$conf.int. total = 0 gives value 0, interval 0 to 1.
Proportion wilson(int count, int total, double confidence = 0.95);

struct Confusion {
  int true_positive = 0, false_positive = 0, true_negative = 0, false_negative = 0;
  Proportion accuracy() const, sensitivity() const, specificity() const, ppv() const, npv() const;
};

// Positive (label 1) is called when score >= threshold.
Confusion confusion(const std::vector<double>& scores, const std::vector<int>& labels, double threshold);

// Mean squared difference of probability and outcome (Brier 1950).
double brier(const std::vector<double>& probabilities, const std::vector<int>& labels);

// Pearson's chi-square without continuity correction for the table {{a, b}, {c, d}}; 1 when a margin is zero.
// R: chisq.test(matrix(...), correct = FALSE)$p.value
double pearson_p(int a, int b, int c, int d);

// Exact McNemar: two-sided binomial test of b against c discordant pairs. R: binom.test(b, b + c)$p.value
double mcnemar_exact_p(int b, int c);

}  // namespace residuum::stats
