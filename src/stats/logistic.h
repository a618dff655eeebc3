// Logistic regression by iteratively reweighted least squares (Newton's method with step halving). R:
// glm(labels ~ design, family = binomial, offset = offset, weights = weights). The design is n x p, row by
// row; labels are 1 (residual tumour) or 0; n is the number of labels.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace residuum::stats {

struct LogisticOptions {
  bool intercept = true;  // a column of ones stands before the design's columns

  // Adds ridge / 2 * sum of (coefficient * spread of its column)^2 to the negative log-likelihood: columns of
  // unlike units are shrunk alike, the intercept not at all. The spread is the column's standard deviation
  // (divisor n), or without an intercept its root mean square. R: glmnet(design, labels, family = "binomial",
  // alpha = 0, lambda = ridge / n).
  double ridge = 0;

  std::vector<double> offset{};   // n, added to the linear predictor; empty: none
  std::vector<double> weights{};  // n, at least 0: how often a row counts; empty: once each
};

struct LogisticModel {
  bool intercept = true;
  std::vector<double> coefficients;  // k: the intercept first, if there is one, then the columns'
  // k x k. With a ridge penalty inverse(H) * information * inverse(H), H being the penalised information.
  std::vector<double> covariance;
  double deviance = 0;  // -2 log-likelihood, without the penalty
  int iterations = 0;

  double standard_error(std::size_t coefficient) const;

  // The probability of label 1. Errors: input, unless the row has one finite value for each column.
  double predict(std::span<const double> row, double offset = 0) const;
};

// An empty design gives the model of the intercept alone. Errors: input, for a value that is not finite, a
// length that does not fit, a label other than 0 and 1, one class only (with an intercept), columns that
// depend linearly on others, a negative weight or penalty; failure, naming columns and remedy, where the
// labels are separated by the columns (no finite coefficients exist) or the iteration does not converge.
LogisticModel fit_logistic(const std::vector<double>& design, const std::vector<int>& labels,
                           const LogisticOptions& options = {});

// ln(p / (1 - p)) and its inverse.
double logit(double probability);
double inverse_logit(double value);

// Probabilities nearer to 0 or 1 are taken as this near, so that their logit is finite: float32's sigmoid
// reaches 1 - 6e-8 before it is 1.
inline constexpr double nearest_to_certain = 1e-7;
double finite_logit(double probability);

}  // namespace residuum::stats
