#include "learn/kept_memory.h"

#include <atomic>
#include <limits>
#include <version>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace residuum::learn {
namespace {

std::atomic<int>& living() {
  static std::atomic<int> count = 0;
  return count;
}

}  // namespace

KeptMemory::KeptMemory() {
  if (living()++ > 0) return;
#ifdef __GLIBC__
  ::mallopt(M_MMAP_MAX, 0);
  ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

KeptMemory::~KeptMemory() {
  if (--living() > 0) return;
#ifdef __GLIBC__
  // Where glibc's own thresholds arrive in a program that uses large blocks.
  constexpr int most_mapped = 65536, large = 32 << 20;
  ::mallopt(M_MMAP_MAX, most_mapped);
  ::mallopt(M_MMAP_THRESHOLD, large);
  ::mallopt(M_TRIM_THRESHOLD, 2 * large);
  ::malloc_trim(0);
#endif
}

}  // namespace residuum::learn
