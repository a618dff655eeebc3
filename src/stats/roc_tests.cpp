#include "stats/roc_tests.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <functional>

#include "core/error.h"
#include "stats/placements.h"

namespace residuum::stats {
namespace {

void require_two_a_class(const Auc& auc) {
  if (auc.positives < 2 || auc.negatives < 2) {
    throw input_error("{} positive and {} negative; DeLong's test needs two patients of each", auc.positives,
                      auc.negatives);
  }
}

// Placements are quotients of counts: a variance below this is what their rounding leaves of none.
constexpr double no_variance = 1e-28;

std::vector<double> differences(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> result(a.size());
  std::transform(a.begin(), a.end(), b.begin(), result.begin(), std::minus<>());
  return result;
}

template <class Distribution>
AucDifference compare(const Auc& first, const Auc& second, double variance, const Distribution& distribution,
                      double confidence) {
  AucDifference result{first, second, first.value - second.value};
  result.standard_error = variance > no_variance ? std::sqrt(variance) : 0;
  if (result.standard_error > 0) {
    result.statistic = result.difference / result.standard_error;
    result.p = 2 * boost::math::cdf(distribution, -std::abs(result.statistic));
  } else if (std::abs(result.difference) > 1e-12) {
    throw input_error(
        "AUCs of {:.3f} and {:.3f} whose difference has no variance: DeLong's test is not defined for them",
        first.value, second.value);
  }
  const double half = boost::math::quantile(distribution, 0.5 + confidence / 2) * result.standard_error;
  result.low = result.difference - half;
  result.high = result.difference + half;
  return result;
}

}  // namespace

AucDifference delong_paired(const std::vector<double>& first, const std::vector<double>& second,
                            const std::vector<int>& labels, double confidence) {
  const auto a = placements(first, labels), b = placements(second, labels);
  const auto auc_a = auc_of(a, confidence), auc_b = auc_of(b, confidence);
  require_two_a_class(auc_a);
  // The difference's own components: nothing is lost where two large variances would cancel.
  const Placements difference{differences(a.of_positives, b.of_positives),
                              differences(a.of_negatives, b.of_negatives), a.auc - b.auc};
  return compare(auc_a, auc_b, auc_variance(difference), boost::math::normal(), confidence);
}

AucDifference delong_unpaired(const std::vector<double>& first, const std::vector<int>& first_labels,
                              const std::vector<double>& second, const std::vector<int>& second_labels,
                              double confidence) {
  const auto a = auc_delong(first, first_labels, confidence),
             b = auc_delong(second, second_labels, confidence);
  require_two_a_class(a);
  require_two_a_class(b);
  const double variance_a = a.standard_error * a.standard_error,
               variance_b = b.standard_error * b.standard_error, variance = variance_a + variance_b;
  const double free_a = static_cast<double>(first.size()) - 1,
               free_b = static_cast<double>(second.size()) - 1;
  const double degrees =
      variance > no_variance
          ? variance * variance / (variance_a * variance_a / free_a + variance_b * variance_b / free_b)
          : free_a + free_b;
  auto result = compare(a, b, variance, boost::math::students_t(degrees), confidence);
  result.degrees_of_freedom = degrees;
  return result;
}

}  // namespace residuum::stats
