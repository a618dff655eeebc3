#include "stats/t_tests.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "core/error.h"

namespace residuum::stats {
namespace {

void require(const Sample& sample) {
  if (sample.n < 2) throw input_error("a sample of {}: a t test needs two values a sample", sample.n);
  if (!std::isfinite(sample.mean)) throw input_error("a mean is not finite");
  if (!(sample.sd >= 0) || !std::isfinite(sample.sd)) {
    throw input_error("standard deviation {}: zero or more is needed", sample.sd);
  }
}

TTest test(double difference, double standard_error, double degrees_of_freedom, double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw input_error("confidence {}: between 0 and 1 is needed", confidence);
  if (!(standard_error > 0)) throw input_error("both samples are constant; a t test needs some spread");
  const boost::math::students_t t(degrees_of_freedom);
  const double statistic = difference / standard_error;
  const double half = standard_error * boost::math::quantile(t, 0.5 + confidence / 2);
  const double p = 2 * boost::math::cdf(boost::math::complement(t, std::abs(statistic)));
  return {statistic, degrees_of_freedom, std::min(1.0, p), difference, difference - half, difference + half};
}

}  // namespace

Sample summarise(const std::vector<double>& values) {
  if (values.size() < 2)
    throw input_error("a sample of {}: a t test needs two values a sample", values.size());
  const double n = static_cast<double>(values.size());
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) throw input_error("value {} is not finite", i + 1);
    sum += values[i];
  }
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (n - 1)), static_cast<int>(values.size())};
}

TTest student_t(const Sample& first, const Sample& second, double confidence) {
  require(first);
  require(second);
  const double m = first.n, n = second.n;
  const double pooled = ((m - 1) * first.sd * first.sd + (n - 1) * second.sd * second.sd) / (m + n - 2);
  return test(first.mean - second.mean, std::sqrt(pooled * (1 / m + 1 / n)), m + n - 2, confidence);
}

TTest welch_t(const Sample& first, const Sample& second, double confidence) {
  require(first);
  require(second);
  const double m = first.n, n = second.n;
  const double a = first.sd * first.sd / m, b = second.sd * second.sd / n;
  if (a + b == 0) throw input_error("both samples are constant; a t test needs some spread");
  // Of the shares, not the variances: those of values near the smallest double would vanish when squared.
  const double share = a / (a + b);
  const double degrees = 1 / (share * share / (m - 1) + (1 - share) * (1 - share) / (n - 1));
  return test(first.mean - second.mean, std::sqrt(a + b), degrees, confidence);
}

}  // namespace residuum::stats
