#include "stats/standardised_difference.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "stats/margins.h"

namespace residuum::stats {
namespace {

// Multinomial covariance of the shares p.
Eigen::MatrixXd covariance(const Eigen::VectorXd& p) {
  Eigen::MatrixXd made = -p * p.transpose();
  made.diagonal() += p;
  return made;
}

}  // namespace

std::optional<double> standardised_difference(const Sample& first, const Sample& second) {
  for (const Sample& sample : {first, second}) {
    if (!std::isfinite(sample.mean) || !std::isfinite(sample.sd) || sample.sd < 0)
      throw input_error("a sample's mean {} or standard deviation {} cannot be", sample.mean, sample.sd);
  }
  const double variance = (first.sd * first.sd + second.sd * second.sd) / 2;
  if (variance == 0) return std::nullopt;
  return std::abs(first.mean - second.mean) / std::sqrt(variance);
}

std::optional<double> standardised_difference(const Counts& levels_by_group) {
  const Counts table = without_empty(levels_by_group);
  if (levels_by_group[0].size() != 2) {
    throw input_error("a table of {} groups: a standardised difference needs two", levels_by_group[0].size());
  }
  if (table.empty() || table[0].size() < 2) return std::nullopt;
  // The shares sum to one, so the first level says nothing that the others do not.
  const auto levels = static_cast<Eigen::Index>(table.size()) - 1;
  if (levels == 0) return 0;
  const Margins margins = margins_of(table);
  Eigen::VectorXd p(levels), q(levels);
  for (Eigen::Index i = 0; i < levels; ++i) {
    const auto& row = table[static_cast<std::size_t>(i) + 1];
    p[i] = row[0] / margins.columns[0];
    q[i] = row[1] / margins.columns[1];
  }
  const Eigen::MatrixXd mean = (covariance(p) + covariance(q)) / 2;
  const Eigen::VectorXd difference = p - q;
  const Eigen::VectorXd solved = mean.completeOrthogonalDecomposition().solve(difference);
  if ((mean * solved - difference).norm() > 1e-9) return std::nullopt;
  return std::sqrt(std::max(0.0, difference.dot(solved)));
}

}  // namespace residuum::stats
