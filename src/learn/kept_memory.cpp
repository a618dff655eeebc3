#include "learn/kept_memory.h"

#include <limits>
#include <mutex>
#include <version>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "core/memory.h"

namespace residuum::learn {
namespace {

// Of all there are: the C library's settings are the process's.
struct Living {
  std::mutex mutex;
  int count = 0;
};
Living& living() {
  static Living all;
  return all;
}

}  // namespace

KeptMemory::KeptMemory() {
  const std::lock_guard lock(living().mutex);
  if (living().count++ > 0) return;
#ifdef __GLIBC__
  ::mallopt(M_MMAP_MAX, 0);
  ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

KeptMemory::~KeptMemory() {
  const std::lock_guard lock(living().mutex);
  if (--living().count > 0) return;
#ifdef __GLIBC__
  // Where glibc's own thresholds arrive in a program that uses large blocks.
  constexpr int most_mapped = 65536, large = 32 << 20;
  ::mallopt(M_MMAP_MAX, most_mapped);
  ::mallopt(M_MMAP_THRESHOLD, large);
  ::mallopt(M_TRIM_THRESHOLD, 2 * large);
#endif
  return_freed_memory();
}

}  // namespace residuum::learn
