// Bootstrap intervals of any statistic of a data set's rows (Efron & Tibshirani 1993, 14.3; Davison & Hinkley
// 1997, 5.3). The replicates depend on the seed and the plan, not on the number of threads. A replicate on
// which the statistic is not defined (one class only, say) is left out, counted and named in the result.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "stats/resampling_plan.h"

namespace residuum::stats {

// The statistic of these rows (numbers from 0, repeated as drawn). Where it is not defined it throws an Error
// or returns what is not finite. It is called from several threads at once.
using Statistic = std::function<double(const std::vector<std::size_t>& rows)>;

struct Bootstrap {
  double estimate = 0;             // of all rows
  std::vector<double> replicates;  // the defined ones, in the order of their drawing
  int degenerate = 0;              // how many were not defined
  std::string degenerate_reason;   // the first one's
};

// Errors: input, unless replicates >= 1; the statistic's own where it is not defined on all rows (failure, if
// not finite); failure, where more than half of the replicates are degenerate. `threads` 0: all cores.
Bootstrap bootstrap(const ResamplingPlan& plan, const Statistic& statistic, int replicates,
                    std::uint64_t seed, int threads = 0);

// Jackknife influence of each cluster j: (n - 1) * (mean of the stratum's leave-one-out values - that without
// j) / n, n being its stratum's clusters; 0 for a cluster alone in its stratum, which every resample holds
// once. R: empinf(type = "jack", strata = strata) / n, there about the estimate instead of the mean. Errors:
// those of the statistic, failure where it is not finite.
std::vector<double> jackknife_influence(const ResamplingPlan& plan, const Statistic& statistic,
                                        int threads = 0);

enum class BootstrapMethod { percentile, bca };

struct BootstrapInterval {
  double estimate = 0, low = 0, high = 0;
  BootstrapMethod method = BootstrapMethod::bca;  // what the interval is; see note
  int replicates = 0, degenerate = 0;             // used, and left out
  // What a reader must know: replicates left out, all alike, another method than asked for, each with its
  // reason.
  std::string note;
};

// Between ordered replicates on the scale of normal quantiles. R: boot:::norm.inter. `share` is in 0..1.
// REQUIRES: sorted, not empty.
double normal_quantile_between(const std::vector<double>& sorted, double share);

// R: boot.ci(type = "perc"). Errors of both: input, for no replicates or a confidence outside (0, 1).
BootstrapInterval percentile_interval(const Bootstrap& drawn, double confidence = 0.95);

// Bias-corrected and accelerated. R: boot.ci(type = "bca", L = influence). Where all replicates are alike it
// is that value; where the correction or the acceleration is not defined (no replicate below the estimate, or
// all; no influence) it is the percentile interval, and the note says so.
BootstrapInterval bca_interval(const Bootstrap& drawn, const std::vector<double>& influence,
                               double confidence = 0.95);

struct BootstrapOptions {
  BootstrapMethod method = BootstrapMethod::bca;
  int replicates = 2000;
  double confidence = 0.95;
  std::uint64_t seed = 1;
  int threads = 0;  // 0: all cores
};

// All of the above. Where the statistic is not defined without some cluster, BCa gives way to the percentile
// interval, and the note says so.
BootstrapInterval bootstrap_interval(const ResamplingPlan& plan, const Statistic& statistic,
                                     const BootstrapOptions& options = {});

}  // namespace residuum::stats
