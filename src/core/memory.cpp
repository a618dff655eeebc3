#include "core/memory.h"

#include <fstream>
#include <sstream>
#include <string>

namespace residuum {

std::optional<double> peak_memory_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("VmHWM:")) continue;
    double kib = 0;
    if (std::istringstream(line.substr(6)) >> kib) return kib / 1024;
  }
  return std::nullopt;
}

void forget_peak_memory() {
  std::ofstream("/proc/self/clear_refs") << "5";  // proc(5): resets the peak resident size
}

}  // namespace residuum
