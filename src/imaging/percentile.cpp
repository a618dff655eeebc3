#include "imaging/percentile.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace residuum::imaging {

namespace {

template <class T>
double of(std::vector<T>& values, double fraction) {
  assert(!values.empty() && fraction >= 0 && fraction <= 1);
  const double position = fraction * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), nth, values.end());
  const double low = *nth;
  if (below + 1 == values.size()) return low;
  const double high = *std::min_element(nth + 1, values.end());
  return low + (position - static_cast<double>(below)) * (high - low);
}

}  // namespace

double percentile(std::vector<float> values, double fraction) {
  return of(values, fraction);
}

double percentile(std::vector<double> values, double fraction) {
  return of(values, fraction);
}

}  // namespace residuum::imaging
