#include "learn/equal_parts.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace residuum::learn {
namespace {

std::vector<std::int64_t> sizes_of(std::int64_t rows, std::int64_t most) {
  const auto all = torch::arange(rows);
  const auto parts = equal_parts(all, most);
  EXPECT_TRUE(torch::equal(torch::cat(parts), all)) << "each row once, in order";
  std::vector<std::int64_t> sizes;
  for (const auto& part : parts) sizes.push_back(part.size(0));
  return sizes;
}

TEST(EqualParts, HoldEveryRowAndNoRowIsAlone) {
  using Sizes = std::vector<std::int64_t>;
  EXPECT_EQ(sizes_of(8, 8), (Sizes{8}));
  EXPECT_EQ(sizes_of(9, 8), (Sizes{5, 4}));
  EXPECT_EQ(sizes_of(32, 8), (Sizes{8, 8, 8, 8}));
  EXPECT_EQ(sizes_of(9, 2), (Sizes{2, 2, 2, 3}));
  EXPECT_EQ(sizes_of(13, 4), (Sizes{4, 4, 5}));
  EXPECT_EQ(sizes_of(1, 8), (Sizes{1}));
}

}  // namespace
}  // namespace residuum::learn
