// A figure and its interval as every table shows them.
#pragma once

#include <fmt/core.h>

#include <string>

namespace residuum::study {

// "0.873 (0.801-0.945)"; "0.1 (-0.2 to 0.4)", for a dash would read as a sign.
inline std::string with_interval(double value, double low, double high, int digits = 3) {
  const char* between = low < 0 || high < 0 ? " to " : "-";
  return fmt::format("{:.{}f} ({:.{}f}{}{:.{}f})", value, digits, low, digits, between, high, digits);
}

}  // namespace residuum::study
