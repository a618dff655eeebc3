#include "core/memory.h"

#include <gtest/gtest.h>

#include <vector>

namespace residuum {
namespace {

constexpr double mib = 1 << 20;

TEST(Memory, ThePeakStaysAfterTheMemoryIsGivenBack) {
  const auto before = peak_memory_mib();
  ASSERT_TRUE(before);
  EXPECT_GT(*before, 1);
  { const std::vector<char> held(static_cast<std::size_t>(200 * mib), 'x'); }
  EXPECT_GE(*peak_memory_mib(), *before);
  EXPECT_GE(*peak_memory_mib(), 190);
}

}  // namespace
}  // namespace residuum
