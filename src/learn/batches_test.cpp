#include "learn/batches.h"

#include <gtest/gtest.h>

namespace residuum::learn {
namespace {

using Batches = std::vector<std::vector<std::int64_t>>;

TEST(Batches, KeepOrderAndLeaveNobodyAlone) {
  EXPECT_EQ(batches_of({5, 3, 1, 2}, 2), (Batches{{5, 3}, {1, 2}}));
  EXPECT_EQ(batches_of({5, 3, 1, 2, 9}, 2), (Batches{{5, 3}, {1, 2, 9}}));
  EXPECT_EQ(batches_of({5, 3, 1, 2, 9}, 3), (Batches{{5, 3, 1}, {2, 9}}));
  EXPECT_EQ(batches_of({7}, 4), (Batches{{7}}));
  EXPECT_TRUE(batches_of({}, 4).empty());
}

}  // namespace
}  // namespace residuum::learn
