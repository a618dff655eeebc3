#include "learn/prefetch.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <stdexcept>

#include "core/random.h"

namespace residuum::learn {
namespace {

TEST(Prefetch, GivesEverythingInOrder) {
  Prefetch<std::size_t> squares(100, 3, [](std::size_t i) { return i * i; });
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(squares.next(), i * i);
}

TEST(Prefetch, WhatIsDrawnDoesNotDependOnWhoIsFaster) {
  Random random(5), same(5);
  Prefetch<double> drawn(50, 7, [&](std::size_t) { return random.uniform(); });
  for (int i = 0; i < 50; ++i) EXPECT_EQ(drawn.next(), same.uniform());
}

TEST(Prefetch, HandsErrorsOnBehindWhatWasMade) {
  Prefetch<int> failing(3, 2, [](std::size_t i) {
    if (i == 1) throw std::runtime_error("no second");
    return 7;
  });
  EXPECT_EQ(failing.next(), 7);
  EXPECT_THROW(failing.next(), std::runtime_error);
}

TEST(Prefetch, CanBeLeftEarly) {
  Prefetch<int> left(1000000, 2, [](std::size_t) { return 1; });
  EXPECT_EQ(left.next(), 1);
}

TEST(Prefetch, TheNetworksThreadsKeepTheirNumber) {
  const int before = at::get_num_threads();
  torch::set_num_threads(2);
  Prefetch<int> inside(1, 1, [](std::size_t) { return at::get_num_threads(); });
  EXPECT_EQ(inside.next(), 1);
  EXPECT_EQ(at::get_num_threads(), 2);
  torch::set_num_threads(before);
}

}  // namespace
}  // namespace residuum::learn
