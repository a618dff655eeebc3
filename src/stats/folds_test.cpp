#include "stats/folds.h"

#include <gtest/gtest.h>

#include <map>

#include "expect_error.h"

namespace residuum::stats {
namespace {

TEST(StratifiedFolds, AreAlikeInSizeAndInEveryStratum) {
  std::vector<int> strata;
  for (int i = 0; i < 40; ++i) strata.push_back(i % 4 == 0);
  Random random(1);
  const auto folds = stratified_folds(strata, 5, random);
  std::map<std::pair<int, int>, int> counts;
  for (std::size_t i = 0; i < folds.size(); ++i) ++counts[{strata[i], folds[i]}];
  for (int fold = 0; fold < 5; ++fold) {
    EXPECT_EQ((counts[{0, fold}]), 6);
    EXPECT_EQ((counts[{1, fold}]), 2);
  }
}

TEST(StratifiedFolds, NeedARowEach) {
  Random random(1);
  test::expect_error([&] { stratified_folds({0, 1}, 3, random); }, {"3 folds", "2 patients"});
  test::expect_error([&] { stratified_folds({0, 1}, 1, random); }, {"1 folds"});
}

}  // namespace
}  // namespace residuum::stats
