#include "stats/bootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "expect_error.h"

namespace residuum::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> values{3.1, 0.4, 2.2, 9.7, 1.5, 4.8, 0.9, 6.3, 2.7, 3.3};

double mean_of(const std::vector<std::size_t>& rows) {
  double sum = 0;
  for (const auto row : rows) sum += values[row];
  return sum / static_cast<double>(rows.size());
}

Bootstrap replicates_of(std::vector<double> replicates, double estimate) {
  Bootstrap drawn;
  drawn.estimate = estimate;
  drawn.replicates = std::move(replicates);
  return drawn;
}

TEST(Bootstrap, IsTheSameOnAnyNumberOfThreads) {
  const auto plan = ResamplingPlan::plain(values.size());
  const auto one = bootstrap(plan, mean_of, 200, 11, 1), four = bootstrap(plan, mean_of, 200, 11, 4),
             other = bootstrap(plan, mean_of, 200, 12, 1);
  EXPECT_EQ(one.replicates, four.replicates);
  EXPECT_NE(one.replicates, other.replicates);
  EXPECT_EQ(one.replicates.size(), 200u);
  EXPECT_DOUBLE_EQ(one.estimate, 3.49);
  // More replicates go on where fewer ended.
  const auto more = bootstrap(plan, mean_of, 300, 11, 2);
  EXPECT_TRUE(std::equal(one.replicates.begin(), one.replicates.end(), more.replicates.begin()));
}

TEST(Bootstrap, SpreadsLikeTheStandardErrorOfTheMean) {
  const auto drawn = bootstrap(ResamplingPlan::plain(values.size()), mean_of, 4000, 1);
  double sum = 0, squares = 0, population = 0;
  for (const double value : values) population += (value - 3.49) * (value - 3.49) / 10;
  for (const double value : drawn.replicates) sum += value / 4000;
  for (const double value : drawn.replicates) squares += (value - sum) * (value - sum) / 4000;
  EXPECT_NEAR(sum, 3.49, 0.06);
  EXPECT_NEAR(std::sqrt(squares), std::sqrt(population / 10), 0.03);
}

TEST(Bootstrap, CountsDegenerateReplicatesAndSaysWhy) {
  const auto plan = ResamplingPlan::plain(4);
  const auto some = [](const std::vector<std::size_t>& rows) {
    const auto firsts = std::count(rows.begin(), rows.end(), 0u);
    if (firsts == 0) throw input_error("row 0 is missing");
    return static_cast<double>(firsts);
  };
  const auto drawn = bootstrap(plan, some, 1000, 3);
  EXPECT_NEAR(drawn.degenerate, 1000 * std::pow(0.75, 4), 80);
  EXPECT_EQ(static_cast<int>(drawn.replicates.size()) + drawn.degenerate, 1000);
  EXPECT_EQ(drawn.degenerate_reason, "row 0 is missing");
  const auto interval = bootstrap_interval(plan, some, {.replicates = 1000, .seed = 3});
  EXPECT_EQ(interval.degenerate, drawn.degenerate);
  EXPECT_EQ(interval.replicates, static_cast<int>(drawn.replicates.size()));
  EXPECT_NE(interval.note.find("of 1000 replicates are left out: row 0 is missing"), std::string::npos);

  const auto not_a_number = [](const std::vector<std::size_t>& rows) { return rows[0] == 0 ? 1.0 : nan; };
  EXPECT_THROW(bootstrap(plan, not_a_number, 100, 3), Error);  // three of four
  const auto infinite = [](const std::vector<std::size_t>& rows) {
    return rows[0] == 0 && rows[1] == 0 ? std::numeric_limits<double>::infinity() : 1.0;
  };
  const auto few = bootstrap(plan, infinite, 500, 3);
  EXPECT_GT(few.degenerate, 0);
  EXPECT_NE(few.degenerate_reason.find("not finite"), std::string::npos);
}

TEST(Bootstrap, RefusesTooManyDegenerateReplicates) {
  const auto only_all = [](const std::vector<std::size_t>& rows) {
    if (rows != std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7}) throw input_error("not the whole");
    return 1.0;
  };
  test::expect_error([&] { bootstrap(ResamplingPlan::plain(8), only_all, 100, 1); },
                     {"of 100 bootstrap replicates", "not the whole", "too few patients"},
                     ErrorKind::failure);
}

TEST(Bootstrap, PassesOnWhatIsNoDegenerateReplicate) {
  const auto plan = ResamplingPlan::plain(3);
  test::expect_error([&] { bootstrap(plan, mean_of, 0, 1); }, {"0 bootstrap replicates"});
  test::expect_error(
      [&] {
        bootstrap(
            plan, [](const auto&) { return nan; }, 10, 1);
      },
      {"not finite"}, ErrorKind::failure);
  const auto stopped = [](const std::vector<std::size_t>& rows) -> double {
    if (rows == std::vector<std::size_t>{0, 1, 2}) return 1;
    throw Error(ErrorKind::interrupted, "stopped");
  };
  test::expect_error([&] { bootstrap(plan, stopped, 50, 1); }, {"stopped"}, ErrorKind::interrupted);
}

// Of a mean: (value - mean) / n.
TEST(Jackknife, OfTheMeanIsTheDistanceFromIt) {
  const auto influence = jackknife_influence(ResamplingPlan::plain(values.size()), mean_of, 2);
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(influence[i], (values[i] - 3.49) / 10, 1e-12);
}

TEST(Jackknife, LeavesOutWholeClustersWithinTheirStratum) {
  // Strata {0, 1} and {2, 3, 4}; row 5 is the third stratum's only cluster.
  const auto plan = ResamplingPlan::clustered({"a", "b", "c", "c", "d", "e"}, {0, 0, 1, 1, 1, 2});
  const auto influence = jackknife_influence(plan, mean_of);
  ASSERT_EQ(influence.size(), 5u);
  EXPECT_NEAR(influence[0] + influence[1], 0, 1e-12);
  EXPECT_NEAR(influence[0],
              0.5 * ((mean_of({1, 2, 3, 4, 5}) + mean_of({0, 2, 3, 4, 5})) / 2 - mean_of({1, 2, 3, 4, 5})),
              1e-12);
  EXPECT_EQ(influence[4], 0);
}

TEST(Quantile, LiesBetweenOrderStatisticsOnTheNormalScale) {
  const std::vector<double> sorted{1, 2, 4, 8, 16, 32, 64, 128, 256};
  // boot:::norm.inter(sorted, c(.025, .1, .25, .5, .975)), boot 1.3-28: 1, 1, 2 + 2 * (qnorm(.25) -
  // qnorm(.2)) / (qnorm(.3) - qnorm(.2)), 16, 256
  EXPECT_EQ(normal_quantile_between(sorted, 0.025), 1);
  EXPECT_EQ(normal_quantile_between(sorted, 0.1), 1);
  EXPECT_NEAR(normal_quantile_between(sorted, 0.25), 3.053723621339512, 1e-12);
  EXPECT_EQ(normal_quantile_between(sorted, 0.5), 16);
  EXPECT_EQ(normal_quantile_between(sorted, 0.975), 256);
  EXPECT_EQ(normal_quantile_between(sorted, 0), 1);
  EXPECT_EQ(normal_quantile_between(sorted, 1), 256);
  EXPECT_EQ(normal_quantile_between({7}, 0.5), 7);
}

TEST(BcaInterval, ReachesFartherWhereTheStatisticIsSkewed) {
  const auto plan = ResamplingPlan::plain(values.size());
  const auto bca = bootstrap_interval(plan, mean_of, {.seed = 5}),
             percentile =
                 bootstrap_interval(plan, mean_of, {.method = BootstrapMethod::percentile, .seed = 5});
  EXPECT_EQ(bca.method, BootstrapMethod::bca);
  EXPECT_EQ(bca.note, "");
  EXPECT_EQ(bca.replicates, 2000);
  EXPECT_GT(bca.high, percentile.high);  // the values have a long tail above
  EXPECT_GT(bca.low, percentile.low);
  EXPECT_LT(bca.low, bca.estimate);
}

TEST(BcaInterval, OfEqualReplicatesIsTheirValue) {
  const auto interval = bca_interval(replicates_of({1, 1, 1}, 1), {0, 0}, 0.95);
  EXPECT_EQ(interval.low, 1);
  EXPECT_EQ(interval.high, 1);
  EXPECT_EQ(interval.note, "all replicates are alike");
  const auto one_row = bootstrap_interval(ResamplingPlan::plain(1), mean_of, {.replicates = 10});
  EXPECT_EQ(one_row.low, values[0]);
  EXPECT_EQ(one_row.high, values[0]);
}

TEST(BcaInterval, GivesWayToPercentileAndSaysWhy) {
  const std::vector<double> influence{-1, 0.2, 0.8};
  for (const auto& [interval, why] :
       {std::pair{bca_interval(replicates_of({2, 3, 4}, 1), influence), "no replicate lies below"},
        std::pair{bca_interval(replicates_of({2, 3, 4}, 9), influence), "all replicates lie below"},
        std::pair{bca_interval(replicates_of({2, 3, 4}, 3), {0, 0, 0}), "no cluster has influence"},
        std::pair{bca_interval(replicates_of({2, 3, 4}, 3), {}), "no cluster has influence"}}) {
    EXPECT_EQ(interval.method, BootstrapMethod::percentile);
    EXPECT_NE(interval.note.find(why), std::string::npos) << interval.note;
    EXPECT_EQ(interval.low, 2);
    EXPECT_EQ(interval.high, 4);
  }
  const auto needs_row_0 = [](const std::vector<std::size_t>& rows) {
    if (std::find(rows.begin(), rows.end(), 0u) == rows.end()) throw input_error("one class only");
    return mean_of(rows);
  };
  const auto interval = bootstrap_interval(ResamplingPlan::plain(5), needs_row_0);
  EXPECT_EQ(interval.method, BootstrapMethod::percentile);
  EXPECT_NE(interval.note.find("without some cluster, one class only"), std::string::npos);
  EXPECT_GT(interval.degenerate, 0);
}

TEST(BootstrapIntervals, RefuseWhatIsNoInterval) {
  test::expect_error([] { percentile_interval({}); }, {"no bootstrap replicates"});
  test::expect_error([] { bca_interval({}, {1}); }, {"no bootstrap replicates"});
  for (const double confidence : {0.0, 1.0, nan}) {
    test::expect_error([&] { percentile_interval(replicates_of({1, 2}, 1), confidence); }, {"confidence"});
    test::expect_error([&] { bca_interval(replicates_of({1, 2}, 1), {1, 2}, confidence); }, {"confidence"});
  }
}

}  // namespace
}  // namespace residuum::stats
