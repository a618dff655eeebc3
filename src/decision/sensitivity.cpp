#include "decision/sensitivity.h"

#include <cmath>

#include "core/error.h"

namespace residuum::decision {

double e_value(double risk_ratio) {
  if (!(risk_ratio > 0 && std::isfinite(risk_ratio)))
    throw input_error("risk ratio {}: a positive number is needed", risk_ratio);
  const double ratio = risk_ratio < 1 ? 1 / risk_ratio : risk_ratio;
  return ratio + std::sqrt(ratio * (ratio - 1));
}

EValue e_value(double risk_ratio, double low, double high) {
  if (!(low <= risk_ratio && risk_ratio <= high))
    throw input_error("risk ratio {} lies outside its interval {} to {}", risk_ratio, low, high);
  EValue result{risk_ratio, low, high, e_value(risk_ratio), 1};
  if (low > 1) result.of_limit = e_value(low);
  if (high < 1) result.of_limit = e_value(high);
  return result;
}

}  // namespace residuum::decision
