// Order statistics of many numbers.
#pragma once

#include <vector>

namespace residuum::imaging {

// The value below which a `fraction` (0..1) of `values` lies, linear between neighbours (Hyndman and Fan's
// type 7: numpy's and R's default). REQUIRES: values, all finite.
double percentile(std::vector<float> values, double fraction);
double percentile(std::vector<double> values, double fraction);

}  // namespace residuum::imaging
