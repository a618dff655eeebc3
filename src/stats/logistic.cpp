#include "stats/logistic.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <string>

#include "core/error.h"

namespace residuum::stats {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr int most_iterations = 30;  // a model that exists needs some ten

// Everything in the units the iteration works in: columns centred (where there is an intercept) and of spread
// 1, so that neither units nor an origin far away spoil the arithmetic.
struct Problem {
  bool intercept = true;
  Matrix columns;                  // n x k, the intercept's ones first
  Vector mean, spread;             // k: how the columns were before; 0 and 1 for the intercept
  Vector outcome, offset, weight;  // n; no weight is 0
  Vector penalty;                  // k
};

void check(const std::vector<double>& design, const std::vector<int>& labels,
           const LogisticOptions& options) {
  const std::size_t n = labels.size();
  if (n == 0) throw input_error("no labels; logistic regression needs both outcomes");
  if (design.size() % n != 0) {
    throw input_error("a design of {} values does not divide into {} rows, one a label", design.size(), n);
  }
  const std::size_t columns = design.size() / n;
  for (std::size_t i = 0; i < design.size(); ++i) {
    if (!std::isfinite(design[i]))
      throw input_error("row {}, column {} of the design is not finite", i / columns + 1, i % columns + 1);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (labels[i] != 0 && labels[i] != 1)
      throw input_error("label {} is {}; 0 or 1 is needed", i + 1, labels[i]);
  }
  for (const auto* values : {&options.offset, &options.weights}) {
    const char* name = values == &options.offset ? "offset" : "weight";
    if (!values->empty() && values->size() != n)
      throw input_error("{} {}s for {} labels; one each is needed", values->size(), name, n);
    for (std::size_t i = 0; i < values->size(); ++i) {
      if (!std::isfinite((*values)[i])) throw input_error("{} {} is not finite", name, i + 1);
    }
  }
  for (std::size_t i = 0; i < options.weights.size(); ++i) {
    if (options.weights[i] < 0) throw input_error("weight {} is negative", i + 1);
  }
  if (!(options.ridge >= 0 && std::isfinite(options.ridge)))
    throw input_error("ridge penalty {}: 0 or more is needed", options.ridge);
  if (columns == 0 && !options.intercept)
    throw input_error("a model of no column and no intercept has nothing to fit");
}

std::string column_name(const Problem& problem, Eigen::Index k) {
  if (problem.intercept && k == 0) return "the intercept";
  return "column " + std::to_string(k + (problem.intercept ? 0 : 1));
}

void standardise(Problem& problem) {
  const double total = problem.weight.sum();
  for (Eigen::Index k = problem.intercept ? 1 : 0; k < problem.columns.cols(); ++k) {
    auto column = problem.columns.col(k);
    const double largest = column.cwiseAbs().maxCoeff();
    if (problem.intercept) {
      problem.mean[k] = problem.weight.dot(column) / total;
      column.array() -= problem.mean[k];
    }
    const double spread = std::sqrt(problem.weight.dot(column.cwiseAbs2()) / total);
    if (!(spread > 1e-13 * largest)) {
      throw input_error("{} of the design is {} in every row: leave it out", column_name(problem, k),
                        problem.intercept ? "the same" : "0");
    }
    problem.spread[k] = spread;
    column /= spread;
  }
}

Problem make_problem(const std::vector<double>& design, const std::vector<int>& labels,
                     const LogisticOptions& options) {
  const std::size_t n = labels.size(), p = design.size() / n, first = options.intercept ? 1 : 0;
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < n; ++i) {
    if (options.weights.empty() || options.weights[i] > 0) rows.push_back(i);
  }
  if (rows.empty()) throw input_error("every weight is 0: no row is left to fit");
  const auto count = static_cast<Eigen::Index>(rows.size()), k = static_cast<Eigen::Index>(p + first);
  Problem problem{options.intercept, Matrix::Ones(count, k), Vector::Zero(k), Vector::Ones(k),
                  Vector(count),     Vector(count),          Vector(count),   Vector::Zero(k)};
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t row = rows[static_cast<std::size_t>(i)];
    for (std::size_t j = 0; j < p; ++j)
      problem.columns(i, static_cast<Eigen::Index>(first + j)) = design[row * p + j];
    problem.outcome[i] = labels[row];
    problem.offset[i] = options.offset.empty() ? 0 : options.offset[row];
    problem.weight[i] = options.weights.empty() ? 1 : options.weights[row];
  }
  if (options.intercept && problem.outcome.minCoeff() == problem.outcome.maxCoeff()) {
    throw input_error("all {} outcomes are alike; logistic regression needs both", count);
  }
  problem.penalty.tail(static_cast<Eigen::Index>(p)).setConstant(options.ridge);
  standardise(problem);
  return problem;
}

void require_full_rank(const Problem& problem) {
  Eigen::ColPivHouseholderQR<Matrix> decomposition(problem.columns);
  decomposition.setThreshold(1e-10);
  const auto rank = decomposition.rank();
  if (rank == problem.columns.cols()) return;
  const auto spare = decomposition.colsPermutation().indices()[rank];
  throw input_error(
      "{} of the design follows from the others ({} rows, {} coefficients, rank {}): leave it out, or set a "
      "ridge penalty",
      column_name(problem, spare), problem.columns.rows(), problem.columns.cols(), rank);
}

// ln(1 + e^x)
double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

double deviance(const Problem& problem, const Vector& predictor) {
  double sum = 0;
  for (Eigen::Index i = 0; i < predictor.size(); ++i) {
    sum += problem.weight[i] * softplus(problem.outcome[i] > 0 ? -predictor[i] : predictor[i]);
  }
  return 2 * sum;
}

double penalised_deviance(const Problem& problem, const Vector& coefficients) {
  return deviance(problem, problem.offset + problem.columns * coefficients) +
         problem.penalty.dot(coefficients.cwiseAbs2());
}

// Where no finite coefficients exist, the last step points along what separates the outcomes: no row lies on
// its wrong side, and some lie on the right one (Albert & Anderson 1984).
[[noreturn]] void report_divergence(const Problem& problem, const Vector& step) {
  const Vector sides = ((2 * problem.outcome.array() - 1) * (problem.columns * step).array()).matrix();
  const double right = sides.maxCoeff();
  if (right > 0 && sides.minCoeff() > -1e-6 * right) {
    std::string names;
    for (Eigen::Index k = problem.intercept ? 1 : 0; k < step.size(); ++k) {
      if (std::abs(step[k]) > 1e-3 * step.cwiseAbs().maxCoeff())
        names += (names.empty() ? "" : ", ") + column_name(problem, k);
    }
    throw failure(
        "the outcomes are separated by {} of the design, so that no finite coefficients exist: set a ridge "
        "penalty, or leave columns out",
        names.empty() ? "the columns" : names);
  }
  throw failure(
      "logistic regression did not converge in {} iterations: set a ridge penalty, or look for extreme values "
      "in the design, offset and weights",
      most_iterations);
}

Matrix information(const Problem& problem, const Vector& probability) {
  const Vector weight = problem.weight.array() * probability.array() * (1 - probability.array());
  return problem.columns.transpose() * weight.asDiagonal() * problem.columns;
}

Vector probabilities(const Problem& problem, const Vector& coefficients) {
  return (problem.offset + problem.columns * coefficients).unaryExpr([](double x) {
    return inverse_logit(x);
  });
}

// The coefficients of the standardised columns, and how many iterations they took.
std::pair<Vector, int> iterate(const Problem& problem) {
  Vector coefficients = Vector::Zero(problem.columns.cols()), step = coefficients;
  double best = penalised_deviance(problem, coefficients);
  for (int iteration = 1; iteration <= most_iterations; ++iteration) {
    const Vector probability = probabilities(problem, coefficients);
    const Vector residual = problem.weight.array() * (problem.outcome - probability).array();
    const Vector gradient =
        problem.columns.transpose() * residual - problem.penalty.cwiseProduct(coefficients);
    Matrix curvature = information(problem, probability);
    curvature.diagonal() += problem.penalty;
    const Vector next = curvature.ldlt().solve(gradient);
    if (!next.allFinite()) break;
    step = next;
    double share = 1, reached = penalised_deviance(problem, coefficients + step);
    // Beside the minimum rounding alone may make it seem larger.
    while (!(reached <= best + 1e-10 * (1 + best)) && share > 1e-6) {
      share /= 2;
      reached = penalised_deviance(problem, coefficients + share * step);
    }
    coefficients += share * step;
    best = reached;
    // The error falls with the square of the step: it is by now beyond the last digit.
    if (step.cwiseAbs().maxCoeff() < 1e-8 * (1 + coefficients.cwiseAbs().maxCoeff()))
      return {coefficients, iteration};
  }
  report_divergence(problem, step);
}

// How the coefficients of the given columns follow from those of the standardised.
Matrix to_given_units(const Problem& problem) {
  Matrix map = problem.spread.cwiseInverse().asDiagonal();
  if (problem.intercept)
    map.row(0).tail(map.cols() - 1) =
        -(problem.mean.cwiseQuotient(problem.spread)).tail(map.cols() - 1).transpose();
  return map;
}

}  // namespace

double logit(double probability) {
  return std::log(probability) - std::log1p(-probability);
}

double finite_logit(double probability) {
  return logit(std::clamp(probability, nearest_to_certain, 1 - nearest_to_certain));
}

double inverse_logit(double value) {
  const double small = std::exp(-std::abs(value));
  return value >= 0 ? 1 / (1 + small) : small / (1 + small);
}

double LogisticModel::standard_error(std::size_t coefficient) const {
  return std::sqrt(covariance.at(coefficient * (coefficients.size() + 1)));
}

double LogisticModel::predict(std::span<const double> row, double offset) const {
  const std::size_t first = intercept ? 1 : 0;
  if (row.size() + first != coefficients.size()) {
    throw input_error("a row of {} values for a model of {} columns", row.size(),
                      coefficients.size() - first);
  }
  double value = offset + (intercept ? coefficients[0] : 0);
  for (std::size_t j = 0; j < row.size(); ++j) value += coefficients[first + j] * row[j];
  if (!std::isfinite(value)) throw input_error("the row or its offset is not finite");
  return inverse_logit(value);
}

LogisticModel fit_logistic(const std::vector<double>& design, const std::vector<int>& labels,
                           const LogisticOptions& options) {
  check(design, labels, options);
  const auto problem = make_problem(design, labels, options);
  if (options.ridge == 0) require_full_rank(problem);
  const auto [standardised, iterations] = iterate(problem);

  const Matrix seen = information(problem, probabilities(problem, standardised));
  Matrix curvature = seen;
  curvature.diagonal() += problem.penalty;
  const Matrix map = to_given_units(problem);
  const Matrix spread_out = map * curvature.ldlt().solve(Matrix::Identity(seen.rows(), seen.cols()));
  const Matrix covariance = spread_out * seen * spread_out.transpose();
  const Vector coefficients = map * standardised;

  LogisticModel model;
  model.intercept = options.intercept;
  model.coefficients.assign(coefficients.begin(), coefficients.end());
  model.covariance.assign(covariance.reshaped().begin(), covariance.reshaped().end());
  model.deviance = deviance(problem, problem.offset + problem.columns * standardised);
  model.iterations = iterations;
  return model;
}

}  // namespace residuum::stats
