#include "core/memory.h"

#include <fstream>
#include <sstream>
#include <string>
#include <version>
#ifdef __GLIBC__
#include <malloc.h>
#endif

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

void return_freed_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

}  // namespace residuum
