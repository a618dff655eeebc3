// A figure with its interval, and a P value, as every table shows them.
#pragma once

#include <fmt/core.h>

#include <string>

namespace residuum::study {

// "0.873 (0.801-0.945)"; "0.1 (-0.2 to 0.4)", for a dash would read as a sign.
inline std::string with_interval(double value, double low, double high, int digits = 3) {
  const char* between = low < 0 || high < 0 ? " to " : "-";
  return fmt::format("{:.{}f} ({:.{}f}{}{:.{}f})", value, digits, low, digits, between, high, digits);
}

inline std::string p_text(double p) {
  return p < 0.001 ? "<0.001" : fmt::format("{:.3f}", p);
}

}  // namespace residuum::study
