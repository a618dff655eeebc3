#include "stats/probability_groups.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

const std::vector<double> probabilities{.1, .4, .35, .8, .45, .7, .2, .9, .55, .6, .15, .25};
const std::vector<int> labels{0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1};

std::vector<int> counts(const std::vector<ProbabilityGroup>& groups) {
  std::vector<int> all;
  for (const auto& group : groups) all.push_back(group.count);
  return all;
}

// table(cut(p, unique(quantile(p, (0:4) / 4)), include.lowest = TRUE), y), R 4.2.2
TEST(GroupsOfEqualSize, AgreeWithR) {
  const auto groups = groups_of_equal_size(probabilities, labels, 4);
  EXPECT_EQ(counts(groups), (std::vector<int>{3, 3, 3, 3}));
  const int events[] = {0, 2, 1, 3};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(groups[i].events, events[i]);
  EXPECT_NEAR(groups[0].sum, .45, 1e-12);
  EXPECT_EQ(groups[0].rows, (std::vector<std::size_t>{0, 6, 10}));
}

// table(cut(p, unique(quantile(p, (0:4) / 4)), include.lowest = TRUE)), R 4.2.2
TEST(GroupsOfEqualSize, KeepEqualProbabilitiesTogether) {
  EXPECT_EQ(counts(groups_of_equal_size({.1, .1, .1, .1, .5, .6, .7, .8}, {0, 0, 0, 0, 1, 1, 1, 1}, 4)),
            (std::vector<int>{4, 2, 2}));
  EXPECT_EQ(counts(groups_of_equal_size({.1, .2, .9, .9, .9, .9}, {0, 0, 0, 0, 1, 1}, 3)),
            (std::vector<int>{2, 4}));
  EXPECT_EQ(counts(groups_of_equal_size({.3, .3, .3}, {0, 1, 1}, 10)), std::vector<int>{3});
  EXPECT_EQ(counts(groups_of_equal_size({.3}, {1}, 10)), std::vector<int>{1});
}

TEST(GroupsOfEqualWidth, PutTheLowerEndIntoTheGroup) {
  const auto groups = groups_of_equal_width({0, .099, .1, .95, 1}, {0, 0, 1, 1, 1}, 10);
  EXPECT_EQ(counts(groups), (std::vector<int>{2, 1, 2}));
}

TEST(ProbabilityGroups, RefuseWhatIsNoProbability) {
  for (const auto& group : {groups_of_equal_size, groups_of_equal_width}) {
    test::expect_error([&] { group({}, {}, 10); }, {"no probability"});
    test::expect_error([&] { group({.1}, {0, 1}, 10); }, {"1 probabilities for 2 labels"});
    test::expect_error([&] { group({.1, 1.1}, {0, 1}, 10); }, {"probability 2"});
    test::expect_error([&] { group({std::numeric_limits<double>::quiet_NaN()}, {0}, 10); },
                       {"probability 1"});
    test::expect_error([&] { group({.1, .2}, {0, 3}, 10); }, {"label 2 is 3"});
    test::expect_error([&] { group({.1, .2}, {0, 1}, 0); }, {"0 groups"});
  }
}

}  // namespace
}  // namespace residuum::stats
