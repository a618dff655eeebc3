// How strong an unmeasured confounder would have to be: the E-value (VanderWeele & Ding 2017). R: package
// EValue, evalues.RR.
#pragma once

namespace residuum::decision {

// The risk ratio that a confounder would need with both treatment and outcome to explain `risk_ratio` away; 1
// for 1. Errors: input, unless the ratio is positive and finite.
double e_value(double risk_ratio);

struct EValue {
  double risk_ratio = 1, low = 1, high = 1;
  double of_estimate = 1;
  double of_limit = 1;  // of the interval's limit nearer to 1; 1 where the interval holds 1
};
EValue e_value(double risk_ratio, double low, double high);

}  // namespace residuum::decision
