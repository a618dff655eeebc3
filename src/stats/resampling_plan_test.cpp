#include "stats/resampling_plan.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "expect_error.h"

namespace residuum::stats {
namespace {

using Rows = std::vector<std::size_t>;

TEST(ResamplingPlan, DrawsRowsWithReplacement) {
  const auto plan = ResamplingPlan::plain(20);
  Random random(1);
  std::map<std::size_t, int> times;
  bool repeated = false;
  for (int i = 0; i < 2000; ++i) {
    const auto rows = plan.draw(random);
    ASSERT_EQ(rows.size(), 20u);
    repeated |= std::set<std::size_t>(rows.begin(), rows.end()).size() < 20;
    for (const auto row : rows) times[row] += 1;
  }
  EXPECT_TRUE(repeated);
  ASSERT_EQ(times.size(), 20u);
  for (const auto& [row, count] : times) EXPECT_NEAR(count, 2000, 5 * 44) << row;  // 5 binomial SD
}

TEST(ResamplingPlan, KeepsTheSizeOfEachStratum) {
  const auto plan = ResamplingPlan::stratified({7, 0, 0, 7, 0, 0});
  Random random(2);
  for (int i = 0; i < 50; ++i) {
    int sevens = 0;
    for (const auto row : plan.draw(random)) sevens += row == 0 || row == 3;
    EXPECT_EQ(sevens, 2);
  }
}

TEST(ResamplingPlan, DrawsPatientsWhole) {
  const auto plan = ResamplingPlan::clustered({"a", "b", "a", "c", "b", "a"}, {1, 0, 1, 0, 0, 1});
  EXPECT_EQ(plan.row_count(), 6u);
  EXPECT_EQ(plan.cluster_count(), 3u);
  Random random(3);
  for (int i = 0; i < 50; ++i) {
    std::map<std::size_t, int> times;
    for (const auto row : plan.draw(random)) times[row] += 1;
    EXPECT_EQ(times[0], 1);  // the only patient of his stratum
    EXPECT_EQ(times[2], 1);
    EXPECT_EQ(times[5], 1);
    EXPECT_EQ(times[1], times[4]);
    EXPECT_EQ(times[1] + times[3], 2);
  }
}

TEST(ResamplingPlan, LeavesAClusterOut) {
  const auto plan = ResamplingPlan::clustered({"a", "b", "a", "c"});
  EXPECT_EQ(plan.without(0), (Rows{1, 3}));
  EXPECT_EQ(plan.without(2), (Rows{0, 1, 2}));
}

TEST(ResamplingPlan, DependsOnTheSeedAlone) {
  const auto plan = ResamplingPlan::clustered({"a", "b", "a", "c", "d"});
  Random one(5), same(5), other(6);
  EXPECT_EQ(plan.draw(one), plan.draw(same));
  std::set<Rows> drawn;
  for (int i = 0; i < 5; ++i) drawn.insert({plan.draw(one), plan.draw(other)});
  EXPECT_GT(drawn.size(), 1u);
}

TEST(ResamplingPlan, RefusesWhatCannotBeDrawn) {
  test::expect_error([] { ResamplingPlan::plain(0); }, {"no rows"});
  test::expect_error([] { ResamplingPlan::stratified({}); }, {"no rows"});
  test::expect_error([] { ResamplingPlan::clustered({"a"}, {1, 2}); }, {"1 clusters for 2 strata"});
  test::expect_error([] { ResamplingPlan::clustered({"P1", "P2", "P1"}, {1, 1, 0}); }, {"P1", "two strata"});
}

}  // namespace
}  // namespace residuum::stats
