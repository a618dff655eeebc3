#include "stats/precision_recall.h"

#include <gtest/gtest.h>

#include <limits>

#include "expect_error.h"

namespace residuum::stats {
namespace {

const std::vector<double> scores{.1, .4, .35, .8, .4, .7, .2, .9, .55, .4};
const std::vector<int> labels{0, 0, 1, 1, 0, 1, 0, 1, 0, 1};

// sklearn.metrics.precision_recall_curve(labels, scores), scikit-learn 1.2.1, read backwards
TEST(PrecisionRecall, AgreesWithScikitLearn) {
  const auto points = precision_recall_curve(scores, labels);
  const double thresholds[] = {.9, .8, .7, .55, .4, .35, .2, .1};
  const double recall[] = {.2, .4, .6, .6, .8, 1, 1, 1};
  const double precision[] = {1, 1, 1, .75, 4.0 / 7, .625, 5.0 / 9, .5};
  ASSERT_EQ(points.size(), 8u);
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(points[i].threshold, thresholds[i]);
    EXPECT_DOUBLE_EQ(points[i].recall, recall[i]);
    EXPECT_DOUBLE_EQ(points[i].precision, precision[i]);
  }
}

// sklearn.metrics.average_precision_score(labels, scores), scikit-learn 1.2.1
TEST(AveragePrecision, AgreesWithScikitLearn) {
  EXPECT_NEAR(average_precision(scores, labels), 0.8392857142857143, 1e-12);
}

TEST(AveragePrecision, AtItsEnds) {
  EXPECT_EQ(average_precision({.1, .2, .8}, {0, 0, 1}), 1);
  EXPECT_DOUBLE_EQ(average_precision({.3, .3, .3, .3}, {0, 1, 0, 0}),
                   0.25);  // all tied: the share of positives
  EXPECT_DOUBLE_EQ(average_precision({.9, .1}, {0, 1}), 0.5);
}

TEST(PrecisionRecall, RefusesWhatHasNoCurve) {
  for (const auto& run :
       {+[](const std::vector<double>&s, const std::vector<int>&l) { precision_recall_curve(s, l); },
        +[](const std::vector<double>&s, const std::vector<int>&l) { average_precision(s, l); }}) {
    test::expect_error([&] { run({}, {}); }, {"no scores"});
    test::expect_error([&] { run({.1}, {1}); }, {"both classes"});
    test::expect_error([&] { run({.1, .2}, {0, 0}); }, {"both classes"});
    test::expect_error([&] { run({.1, std::numeric_limits<double>::quiet_NaN()}, {0, 1}); }, {"score 2"});
    test::expect_error([&] { run({.1, .2}, {0}); }, {"2 scores for 1 labels"});
    test::expect_error([&] { run({.1, .2}, {0, 5}); }, {"label 2 is 5"});
  }
}

}  // namespace
}  // namespace residuum::stats
