#include "stats/bootstrap.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <optional>

#include "core/error.h"
#include "core/parallel.h"

namespace residuum::stats {
namespace {

double normal_quantile(double share) {
  return boost::math::quantile(boost::math::normal(), share);
}
double normal_cdf(double value) {
  return boost::math::cdf(boost::math::normal(), value);
}

int thread_count(int asked) {
  return asked > 0 ? asked : available_cores();
}

double defined(const Statistic& statistic, const std::vector<std::size_t>& rows) {
  const double value = statistic(rows);
  if (!std::isfinite(value)) throw failure("the statistic is not finite");
  return value;
}

void check(const Bootstrap& drawn, double confidence) {
  if (drawn.replicates.empty()) throw input_error("no bootstrap replicates; an interval needs some");
  if (!(confidence > 0 && confidence < 1))
    throw input_error("confidence {}: between 0 and 1 is needed", confidence);
}

void add_note(BootstrapInterval& interval, std::string_view note) {
  interval.note += fmt::format("{}{}", interval.note.empty() ? "" : "; ", note);
}

// The interval between two shares of the replicates.
BootstrapInterval between(const Bootstrap& drawn, BootstrapMethod method, double low, double high) {
  auto sorted = drawn.replicates;
  std::sort(sorted.begin(), sorted.end());
  BootstrapInterval interval;
  interval.estimate = drawn.estimate;
  interval.low = normal_quantile_between(sorted, low);
  interval.high = normal_quantile_between(sorted, high);
  interval.method = method;
  interval.replicates = static_cast<int>(sorted.size());
  interval.degenerate = drawn.degenerate;
  if (drawn.degenerate > 0) {
    add_note(interval, fmt::format("{} of {} replicates are left out: {}", drawn.degenerate,
                                   interval.replicates + drawn.degenerate, drawn.degenerate_reason));
  }
  if (sorted.front() == sorted.back()) add_note(interval, "all replicates are alike");
  return interval;
}

BootstrapInterval percentile_instead(const Bootstrap& drawn, double confidence, std::string_view why) {
  auto interval = percentile_interval(drawn, confidence);
  add_note(interval, fmt::format("percentile instead of BCa: {}", why));
  return interval;
}

}  // namespace

Bootstrap bootstrap(const ResamplingPlan& plan, const Statistic& statistic, int replicates,
                    std::uint64_t seed, int threads) {
  if (replicates < 1) throw input_error("{} bootstrap replicates: one is needed at least", replicates);
  std::vector<std::size_t> all(plan.row_count());
  for (std::size_t row = 0; row < all.size(); ++row) all[row] = row;
  Bootstrap drawn;
  drawn.estimate = defined(statistic, all);

  const auto count = static_cast<std::size_t>(replicates);
  std::vector<std::optional<double>> values(count);
  std::vector<std::string> reasons(count);
  parallel_for(count, thread_count(threads), [&](std::size_t i) {
    Random random(seed, fmt::format("bootstrap replicate {}", i));
    try {
      values[i] = defined(statistic, plan.draw(random));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      reasons[i] = error.what();
    }
  });
  for (std::size_t i = 0; i < count; ++i) {
    if (values[i]) {
      drawn.replicates.push_back(*values[i]);
    } else if (drawn.degenerate++ == 0) {
      drawn.degenerate_reason = reasons[i];
    }
  }
  if (drawn.degenerate > replicates / 2) {
    throw failure(
        "{} of {} bootstrap replicates are not defined ({}): there are too few patients for a bootstrap; "
        "resample within strata, or give no interval",
        drawn.degenerate, replicates, drawn.degenerate_reason);
  }
  return drawn;
}

std::vector<double> jackknife_influence(const ResamplingPlan& plan, const Statistic& statistic, int threads) {
  std::vector<std::size_t> clusters;
  for (const auto& stratum : plan.strata()) {
    if (stratum.size() > 1) clusters.insert(clusters.end(), stratum.begin(), stratum.end());
  }
  std::vector<double> without(plan.cluster_count()), influence(plan.cluster_count());
  parallel_for(clusters.size(), thread_count(threads),
               [&](std::size_t i) { without[clusters[i]] = defined(statistic, plan.without(clusters[i])); });
  for (const auto& stratum : plan.strata()) {
    if (stratum.size() == 1) continue;
    const double n = static_cast<double>(stratum.size());
    double mean = 0;
    for (const auto cluster : stratum) mean += without[cluster] / n;
    for (const auto cluster : stratum) influence[cluster] = (n - 1) * (mean - without[cluster]) / n;
  }
  return influence;
}

double normal_quantile_between(const std::vector<double>& sorted, double share) {
  const double count = static_cast<double>(sorted.size()), rank = (count + 1) * share;
  const double lower = std::floor(rank);
  if (lower < 1) return sorted.front();
  if (lower >= count) return sorted.back();
  const auto k = static_cast<std::size_t>(lower);
  if (lower == rank) return sorted[k - 1];
  const double low = normal_quantile(lower / (count + 1)), high = normal_quantile((lower + 1) / (count + 1));
  return sorted[k - 1] + (normal_quantile(share) - low) / (high - low) * (sorted[k] - sorted[k - 1]);
}

BootstrapInterval percentile_interval(const Bootstrap& drawn, double confidence) {
  check(drawn, confidence);
  return between(drawn, BootstrapMethod::percentile, (1 - confidence) / 2, (1 + confidence) / 2);
}

BootstrapInterval bca_interval(const Bootstrap& drawn, const std::vector<double>& influence,
                               double confidence) {
  check(drawn, confidence);
  const auto [least, most] = std::minmax_element(drawn.replicates.begin(), drawn.replicates.end());
  if (*least == *most) return between(drawn, BootstrapMethod::bca, 0.5, 0.5);

  const auto below = std::count_if(drawn.replicates.begin(), drawn.replicates.end(),
                                   [&](double value) { return value < drawn.estimate; });
  if (below == 0) return percentile_instead(drawn, confidence, "no replicate lies below the estimate");
  if (below == std::ssize(drawn.replicates))
    return percentile_instead(drawn, confidence, "all replicates lie below the estimate");
  double squares = 0, cubes = 0;
  for (const double value : influence) {
    squares += value * value;
    cubes += value * value * value;
  }
  const double acceleration = cubes / (6 * std::pow(squares, 1.5));
  if (!std::isfinite(acceleration)) return percentile_instead(drawn, confidence, "no cluster has influence");

  const double bias =
      normal_quantile(static_cast<double>(below) / static_cast<double>(drawn.replicates.size()));
  double shares[2];
  for (const int side : {0, 1}) {
    const double z = bias + normal_quantile((1 + (side == 0 ? -confidence : confidence)) / 2);
    if (!(acceleration * z < 1))
      return percentile_instead(drawn, confidence, "the acceleration is too large");
    shares[side] = normal_cdf(bias + z / (1 - acceleration * z));
  }
  return between(drawn, BootstrapMethod::bca, shares[0], shares[1]);
}

BootstrapInterval bootstrap_interval(const ResamplingPlan& plan, const Statistic& statistic,
                                     const BootstrapOptions& options) {
  const auto drawn = bootstrap(plan, statistic, options.replicates, options.seed, options.threads);
  if (options.method == BootstrapMethod::percentile) return percentile_interval(drawn, options.confidence);
  std::vector<double> influence;
  try {
    influence = jackknife_influence(plan, statistic, options.threads);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    return percentile_instead(drawn, options.confidence,
                              fmt::format("without some cluster, {}", error.what()));
  }
  return bca_interval(drawn, influence, options.confidence);
}

}  // namespace residuum::stats
