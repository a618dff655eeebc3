#include "stats/fisher.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::stats {
namespace {

// R 4.2.2: fisher.test(matrix(..., byrow = TRUE))$p.value
TEST(Fisher, AgreesWithR) {
  EXPECT_NEAR(fisher_exact_p({{25, 8}, {7, 3}}), 0.698275697531118, 1e-12);
  EXPECT_NEAR(fisher_exact_p({{26, 4}, {26, 19}, {52, 30}, {6, 5}}), 0.0350055705948765, 1e-12);
  EXPECT_NEAR(fisher_exact_p({{3, 0, 2}, {1, 4, 0}, {0, 2, 5}}), 0.0088955162484574, 1e-12);
  EXPECT_NEAR(fisher_exact_p({{2, 5, 0, 1}, {0, 3, 4, 2}, {6, 1, 1, 0}}), 0.00591859003097508, 1e-12);
  EXPECT_NEAR(fisher_exact_p({{3000, 2900}, {1500, 1600}}), 0.0280777494396579, 1e-9);
  EXPECT_NEAR(fisher_exact_p({{4, 7, 8, 4, 1}, {5, 6, 9, 6, 2}, {7, 1, 4, 9, 4}}), 0.173708118744948, 1e-9);
  EXPECT_DOUBLE_EQ(fisher_exact_p({{0, 5}, {1, 9}}), 1);
}

// Fisher 1935: the lady who chose four cups of eight rightly. Of the 70 choices one is as good, one as bad.
TEST(Fisher, CountsTheTeaCups) {
  EXPECT_NEAR(fisher_exact_p({{4, 0}, {0, 4}}), 2.0 / 70, 1e-14);
}

TEST(Fisher, DoesNotDependOnTheOrderOfRowsAndColumns) {
  const double p = fisher_exact_p({{2, 5, 0}, {0, 3, 4}});
  EXPECT_NEAR(fisher_exact_p({{0, 3, 4}, {2, 5, 0}}), p, 1e-14);
  EXPECT_NEAR(fisher_exact_p({{5, 0, 2}, {3, 4, 0}}), p, 1e-14);
  EXPECT_NEAR(fisher_exact_p({{2, 0}, {5, 3}, {0, 4}}), p, 1e-14);
}

TEST(Fisher, LeavesOutWhatIsEmpty) {
  EXPECT_NEAR(fisher_exact_p({{4, 0, 0}, {0, 0, 0}, {0, 0, 4}}), 2.0 / 70, 1e-14);
  EXPECT_EQ(fisher_exact_p({{4, 5}}), 1);
  EXPECT_EQ(fisher_exact_p({{0, 0}, {4, 5}}), 1);
}

TEST(Fisher, SaysWhenATableIsTooLarge) {
  const Counts large{{40, 41, 42, 43, 44},
                     {41, 42, 43, 44, 45},
                     {42, 43, 44, 45, 46},
                     {43, 44, 45, 46, 47},
                     {44, 45, 46, 47, 48}};
  test::expect_error([&] { fisher_exact_p(large, 100'000); }, {"5 x 5", "1100 patients", "100000 steps"});
  test::expect_error([] { fisher_exact_p({{2'000'000'000, 1}, {1, 2'000'000'000}}); }, {"2 x 2", "steps"});
  test::expect_error([] { fisher_exact_p({{1, -1}, {2, 3}}); }, {"negative"});
}

}  // namespace
}  // namespace residuum::stats
