#include "learn/kept_memory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace residuum::learn {
namespace {

double resident_mebibytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kibibytes = 0;
    if (word == "VmRSS:" && status >> kibibytes) return kibibytes / 1024;
  }
  return 0;
}

void use_and_free() {
  const std::vector<char> block(256 << 20, 'x');
  [[maybe_unused]] const volatile char last = block.back();
}

TEST(KeptMemory, StaysWithTheProcessWhileItLivesAndGoesBackThen) {
#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
  GTEST_SKIP() << "the memory is not glibc's";
#endif
  if (resident_mebibytes() == 0) GTEST_SKIP() << "this system does not tell how much memory a process has";
  use_and_free();
  const double before = resident_mebibytes();
  {
    const KeptMemory kept;
    {
      const KeptMemory within;
      use_and_free();
    }
    EXPECT_GT(resident_mebibytes(), before + 200);
  }
  EXPECT_LT(resident_mebibytes(), before + 100);
  use_and_free();
  EXPECT_LT(resident_mebibytes(), before + 100);
}

}  // namespace
}  // namespace residuum::learn
