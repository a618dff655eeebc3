// A figure and its interval as every table shows them.
#pragma once

#include <fmt/core.h>

#include <string>

namespace residuum::study {

// "0.873 (0.801-0.945)"
inline std::string with_interval(double value, double low, double high, int digits = 3) {
  return fmt::format("{:.{}f} ({:.{}f}-{:.{}f})", value, digits, low, digits, high, digits);
}

}  // namespace residuum::study
