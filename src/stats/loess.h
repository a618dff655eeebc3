// Local regression (Cleveland 1979): at each asked place a quadratic through the nearest `span` of the data,
// weighted by the tricube of their distance. R: predict(loess(y ~ x, span = span, degree = 2, control =
// loess.control(surface = "direct")), at).
#pragma once

#include <vector>

namespace residuum::stats {

// The values at `at`. They may leave the range of y. Where more than the span's share of the data lie at the
// very place asked for (R refuses this), it is their mean. Errors: input, for unequal lengths, a value that
// is not finite, a span outside (0, 1], or data so few that the span holds fewer than 3 of them.
std::vector<double> loess(const std::vector<double>& x, const std::vector<double>& y,
                          const std::vector<double>& at, double span = 0.75);

}  // namespace residuum::stats
