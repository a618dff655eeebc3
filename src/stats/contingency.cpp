#include "stats/contingency.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "core/error.h"
#include "stats/margins.h"

namespace residuum::stats {
namespace {

double expected(const Margins& margins, std::size_t row, std::size_t column) {
  return margins.rows[row] * margins.columns[column] / margins.total;
}

// Sums `term(observed, expected)` over the cells and asks the chi-square distribution.
template <class Term>
ChiSquare test(const Counts& table, Term term) {
  const Counts kept = without_empty(table);
  if (kept.size() < 2 || kept[0].size() < 2) return {};
  const Margins margins = margins_of(kept);
  ChiSquare result;
  for (std::size_t row = 0; row < kept.size(); ++row) {
    for (std::size_t column = 0; column < kept[row].size(); ++column) {
      result.statistic += term(static_cast<double>(kept[row][column]), expected(margins, row, column));
    }
  }
  result.statistic = std::max(0.0, result.statistic);
  result.degrees_of_freedom = static_cast<int>((kept.size() - 1) * (kept[0].size() - 1));
  const boost::math::chi_squared distribution(result.degrees_of_freedom);
  result.p = boost::math::cdf(boost::math::complement(distribution, result.statistic));
  return result;
}

}  // namespace

ChiSquare pearson(const Counts& table) {
  return test(table, [](double o, double e) { return (o - e) * (o - e) / e; });
}

ChiSquare continuity_corrected(const Counts& table) {
  if (table.size() != 2 || table[0].size() != 2) {
    throw input_error("a table of {} rows: the continuity correction is for 2 x 2 tables", table.size());
  }
  return test(table, [](double o, double e) {
    const double difference = std::max(0.0, std::abs(o - e) - 0.5);
    return difference * difference / e;
  });
}

ChiSquare likelihood_ratio(const Counts& table) {
  return test(table, [](double o, double e) { return o > 0 ? 2 * o * std::log(o / e) : 0; });
}

double minimum_expected(const Counts& table) {
  const Counts kept = without_empty(table);
  if (kept.empty()) return 0;
  const Margins margins = margins_of(kept);
  return *std::min_element(margins.rows.begin(), margins.rows.end()) *
         *std::min_element(margins.columns.begin(), margins.columns.end()) / margins.total;
}

}  // namespace residuum::stats
