#include "core/random.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace residuum {
namespace {

// The first 16 hex digits of `printf 1/split | sha256sum`.
TEST(DeriveSeed, IsTheStartOfTheHash) {
  EXPECT_EQ(derive_seed(1, "split"), 0xae9123e144b0cddc);
}

TEST(DeriveSeed, DependsOnSeedAndPurpose) {
  const std::set<std::uint64_t> seeds{derive_seed(1, "a"), derive_seed(2, "a"),  derive_seed(1, "b"),
                                      derive_seed(1, ""),  derive_seed(11, "a"), derive_seed(1, "1/a")};
  EXPECT_EQ(seeds.size(), 6u);
}

// std::mt19937_64's 10,000th output, as the C++ standard states it ([rand.predef]): Boost's is the same
// engine.
TEST(Random, IsTheSameOnEveryPlatform) {
  boost::random::mt19937_64 engine;
  engine.discard(9999);
  EXPECT_EQ(engine(), 9981545732273789042u);
}

TEST(Random, RepeatsItself) {
  Random a(5, "x"), b(5, "x"), c(5, "y");
  int equal = 0;
  for (int i = 0; i < 100; ++i) {
    const double value = a.uniform();
    EXPECT_EQ(value, b.uniform());
    equal += value == c.uniform();
  }
  EXPECT_EQ(equal, 0);
}

TEST(Random, StaysInItsRange) {
  Random random(6);
  std::set<long> seen;
  for (int i = 0; i < 2000; ++i) {
    const double unit = random.uniform(), ranged = random.uniform(-2, 3);
    EXPECT_TRUE(unit >= 0 && unit < 1);
    EXPECT_TRUE(ranged >= -2 && ranged < 3);
    seen.insert(random.integer(-1, 2));
  }
  EXPECT_EQ(seen, (std::set<long>{-1, 0, 1, 2}));
  EXPECT_FALSE(random.chance(0));
  EXPECT_TRUE(random.chance(1));
}

TEST(Random, HasTheMomentsOfTheNormal) {
  Random random(7);
  double sum = 0, squares = 0;
  constexpr int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double value = random.normal(2, 3);
    sum += value;
    squares += (value - 2) * (value - 2);
  }
  EXPECT_NEAR(sum / n, 2, 0.05);  // 5 standard errors
  EXPECT_NEAR(squares / n, 9, 0.2);
}

TEST(Random, ShufflesEveryOrderAlike) {
  Random random(8);
  std::map<std::vector<int>, int> counts;
  for (int i = 0; i < 6000; ++i) {
    std::vector<int> values{1, 2, 3};
    random.shuffle(values);
    ++counts[values];
  }
  ASSERT_EQ(counts.size(), 6u);
  for (const auto& [order, count] : counts) EXPECT_NEAR(count, 1000, 150);  // 5 standard deviations
  std::vector<int> none;
  random.shuffle(none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace residuum
