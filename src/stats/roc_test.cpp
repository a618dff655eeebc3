// Golden numbers: R 4.2.2 with pROC 1.18.0, roc(labels, scores, direction = "<"); the call stands beside
// each.
#include "stats/roc.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>

#include "core/random.h"
#include "expect_error.h"

namespace residuum::stats {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

const std::vector<double> tied_scores{.1, .4, .35, .8, .4, .7, .2, .9, .55, .4};
const std::vector<int> tied_labels{0, 0, 1, 1, 0, 1, 0, 1, 0, 1};

// s100b and outcome == "Poor" of pROC's data set aSAH (Turck et al. 2010): many ties.
const std::vector<double> asah_scores{
    .13, .14, .10, .04, .13, .10, .47, .16, .18, .10, .12, .10, .44, .71, .04, .08, .49,  .04, .07,
    .33, .09, .09, .07, .11, .07, .17, .07, .11, .13, .19, .05, .16, .41, .14, .34, .35,  .48, .09,
    .96, .25, .50, .46, .16, .07, .43, .45, .11, .08, .09, .86, .52, .08, .06, .13, 2.07, .10, .14,
    .15, .07, .06, .77, .05, .09, .30, .03, .09, .04, .23, .70, .09, .27, .71, .08, .26,  .08, .16,
    .09, .13, .10, .08, .11, .33, .11, .28, .07, .10, .32, .22, .07, .05, .24, .38, .10,  .15, .08,
    .14, .10, .07, .04, .19, .56, .14, .58, .32, .82, .74, .15, .47, .17, .44, .15, .50,  .48};
const std::vector<int> asah_labels{0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1,
                                   0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0,
                                   0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1,
                                   0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
                                   0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0};

// 1 - roc$specificities and roc$sensitivities, reversed
TEST(RocCurve, AgreesWithProc) {
  const auto points = roc_curve(tied_scores, tied_labels);
  ASSERT_EQ(points.size(), 9u);
  EXPECT_EQ(points[0].threshold, infinity);
  const double thresholds[] = {infinity, .9, .8, .7, .55, .4, .35, .2, .1};
  const double false_positives[] = {0, 0, 0, 0, .2, .6, .6, .8, 1};
  const double true_positives[] = {0, .2, .4, .6, .6, .8, 1, 1, 1};
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(points[i].threshold, thresholds[i]);
    EXPECT_DOUBLE_EQ(points[i].false_positive_rate, false_positives[i]);
    EXPECT_DOUBLE_EQ(points[i].true_positive_rate, true_positives[i]);
  }
}

TEST(RocCurve, IsTwoPointsWhereAllScoresAreTied) {
  const auto points = roc_curve({.3, .3, .3}, {0, 1, 1});
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[1].false_positive_rate, 1);
  EXPECT_EQ(points[1].true_positive_rate, 1);
}

// auc(roc), ci.auc(roc, method = "delong", conf.level = confidence), sqrt(var(roc))
TEST(AucDelong, AgreesWithProc) {
  const auto tied = auc_delong(tied_scores, tied_labels);
  EXPECT_NEAR(tied.value, 0.8, 1e-12);
  EXPECT_NEAR(tied.standard_error, 0.151657508881031, 1e-12);
  EXPECT_NEAR(tied.low, 0.502756744608116, 1e-12);
  EXPECT_EQ(tied.high, 1);
  EXPECT_EQ(tied.positives, 5);
  EXPECT_EQ(tied.negatives, 5);
  EXPECT_NEAR(auc_delong(tied_scores, tied_labels, 0.9).low, 0.550545596462611, 1e-12);

  const auto asah = auc_delong(asah_scores, asah_labels);
  EXPECT_NEAR(asah.value, 0.731368563685637, 1e-12);
  EXPECT_NEAR(asah.low, 0.630118211761623, 1e-12);
  EXPECT_NEAR(asah.high, 0.832618915609651, 1e-12);
}

TEST(AucDelong, IsHalfWhereAllScoresAreTied) {
  const auto auc = auc_delong({.3, .3, .3, .3}, {0, 1, 1, 0});
  EXPECT_EQ(auc.value, 0.5);
  EXPECT_EQ(auc.standard_error, 0);
}

TEST(AucDelong, OfPerfectAndReversedScoresHasNoError) {
  const auto perfect = auc_delong({.1, .2, .8, .9}, {0, 0, 1, 1}),
             reversed = auc_delong({.9, .8, .2, .1}, {0, 0, 1, 1});
  EXPECT_EQ(perfect.value, 1);
  EXPECT_EQ(perfect.low, 1);
  EXPECT_EQ(reversed.value, 0);
  EXPECT_EQ(reversed.high, 0);
}

TEST(AucDelong, HasNoIntervalWithOnePatientInAClass) {
  const auto auc = auc_delong({.1, .2, .15}, {0, 0, 1});
  EXPECT_EQ(auc.value, 0.5);
  EXPECT_EQ(auc.low, 0);
  EXPECT_EQ(auc.high, 1);
}

// The definition, pair by pair: Mann-Whitney with a half for ties.
TEST(AucDelong, AgreesWithCountingPairs) {
  Random random(3);
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<double> scores;
    std::vector<int> labels{0, 1};
    for (int i = 0; i < 30; ++i) scores.push_back(static_cast<double>(random.integer(0, 9)));
    while (labels.size() < scores.size()) labels.push_back(random.chance(0.4));
    double won = 0, pairs = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      for (std::size_t j = 0; j < scores.size(); ++j) {
        if (labels[i] != 1 || labels[j] != 0) continue;
        won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        pairs += 1;
      }
    }
    EXPECT_NEAR(auc_delong(scores, labels).value, won / pairs, 1e-12);
  }
}

// Pair by pair, 2e10 comparisons would take half a minute and more.
TEST(AucDelong, TakesManyScoresInLittleTime) {
  Random random(4);
  std::vector<double> scores(300000);
  std::vector<int> labels(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    labels[i] = i % 2 == 0;
    scores[i] = random.normal(labels[i]);
  }
  const auto start = std::chrono::steady_clock::now();
  const double auc = auc_delong(scores, labels).value;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_NEAR(auc, std::erfc(-0.5) / 2, 0.005);  // of N(1, 1) against N(0, 1): Phi(1 / sqrt(2))
}

TEST(Auc, IsThatOfDelong) {
  EXPECT_EQ(auc(asah_scores, asah_labels), auc_delong(asah_scores, asah_labels).value);
  EXPECT_EQ(auc({.1, .1}, {0, 1}), 0.5);
}

TEST(AucDelong, OfEqualOrdersIsEqualToTheLastBit) {
  Random random(5);
  std::vector<double> scores, stretched;
  std::vector<int> labels{0, 1};
  for (int i = 0; i < 97; ++i) scores.push_back(random.uniform());
  while (labels.size() < scores.size()) labels.push_back(random.chance(0.3));
  for (const double score : scores) stretched.push_back(std::exp(5 * score));
  EXPECT_EQ(auc_delong(scores, labels).value, auc_delong(stretched, labels).value);
  EXPECT_EQ(auc_delong(scores, labels).low, auc_delong(stretched, labels).low);
}

// max(roc$thresholds[roc$sensitivities >= wanted])
TEST(FixedSensitivity, AgreesWithProc) {
  EXPECT_DOUBLE_EQ(threshold_at_sensitivity(asah_scores, asah_labels, 0.9), 0.075);
  EXPECT_DOUBLE_EQ(threshold_at_sensitivity(asah_scores, asah_labels, 0.5), 0.29);
  EXPECT_DOUBLE_EQ(threshold_at_sensitivity(tied_scores, tied_labels, 0.8), 0.375);  // exactly 4 of 5
}

TEST(FixedSensitivity, AlwaysCallsSomeoneAndAtMostAll) {
  EXPECT_EQ(threshold_at_sensitivity({.2, .4}, {1, 0}, 1), .2);
  EXPECT_DOUBLE_EQ(threshold_at_sensitivity({.2, .4}, {1, 0}, 0), .3);
}

// max(roc$thresholds[roc$sensitivities == max(roc$sensitivities[roc$specificities >= wanted])])
TEST(FixedSpecificity, AgreesWithProc) {
  EXPECT_DOUBLE_EQ(threshold_at_specificity(asah_scores, asah_labels, 0.9), 0.435);
  EXPECT_DOUBLE_EQ(threshold_at_specificity(asah_scores, asah_labels, 0.5), 0.115);
  EXPECT_DOUBLE_EQ(threshold_at_specificity(asah_scores, asah_labels, 1), 0.51);
}

TEST(FixedSpecificity, CallsNobodyWhereOnlyThatIsSpecificEnough) {
  const double threshold = threshold_at_specificity({.2, .4}, {1, 0}, 1);
  EXPECT_GT(threshold, .4);
  EXPECT_LT(threshold, .4 + 1e-12);
}

TEST(FixedRates, RefuseWhatIsNoRate) {
  for (const double rate : {-0.1, 1.1, nan}) {
    test::expect_error([&] { threshold_at_sensitivity({.1, .2}, {0, 1}, rate); }, {"sensitivity"});
    test::expect_error([&] { threshold_at_specificity({.1, .2}, {0, 1}, rate); }, {"specificity"});
  }
}

// coords(roc, "best", best.method = "youden")
TEST(Youden, AgreesWithProc) {
  EXPECT_DOUBLE_EQ(youden_threshold(tied_scores, tied_labels), 0.625);
  EXPECT_DOUBLE_EQ(youden_threshold(asah_scores, asah_labels), 0.205);
}

TEST(Youden, TakesTheLargestOfEquals) {
  // J = 1/2 at .8 and at .4.
  EXPECT_DOUBLE_EQ(youden_threshold({.2, .4, .6, .8}, {0, 1, 0, 1}), 0.7);
}

TEST(Youden, CallsEverybodyWhereNothingIsBetter) {
  EXPECT_EQ(youden_threshold({.9, .8, .2, .1}, {0, 0, 1, 1}), .1);
  EXPECT_EQ(youden_threshold({.3, .3}, {0, 1}), .3);
}

TEST(Youden, SeparatesNeighbouringDoubles) {
  const double lower = std::nextafter(1.0, 0.0), upper = 1.0;
  EXPECT_EQ(youden_threshold({lower, upper}, {0, 1}), upper);
  const double huge = std::numeric_limits<double>::max();
  EXPECT_LT(youden_threshold({huge / 2, huge}, {0, 1}), huge);
}

TEST(Roc, RefusesWhatHasNoCurve) {
  for (const auto& run :
       {+[](const std::vector<double>&scores, const std::vector<int>&labels) { roc_curve(scores, labels); },
        +[](const std::vector<double>&scores, const std::vector<int>&labels) { auc_delong(scores, labels); },
        +[](const std::vector<double>&scores, const std::vector<int>&labels) {
          youden_threshold(scores, labels);
        },
        +[](const std::vector<double>&scores, const std::vector<int>&labels) { auc(scores, labels); },
        +[](const std::vector<double>&scores, const std::vector<int>&labels) {
          threshold_at_sensitivity(scores, labels, 0.9);
        },
        +[](const std::vector<double>&scores, const std::vector<int>&labels) {
          threshold_at_specificity(scores, labels, 0.9);
        }}) {
    test::expect_error([&] { run({}, {}); }, {"no scores"});
    test::expect_error([&] { run({.1}, {1}); }, {"both classes"});
    test::expect_error([&] { run({.1, .2}, {0, 0}); }, {"both classes"});
    test::expect_error([&] { run({.1, .2}, {0}); }, {"2 scores for 1 labels"});
    test::expect_error([&] { run({.1, nan}, {0, 1}); }, {"score 2"});
    test::expect_error([&] { run({-infinity, .2}, {0, 1}); }, {"score 1"});
    test::expect_error([&] { run({.1, .2, .3}, {0, 1, 2}); }, {"label 3 is 2"});
  }
  for (const double confidence : {0.0, 1.0, nan}) {
    test::expect_error([&] { auc_delong({.1, .2}, {0, 1}, confidence); }, {"confidence"});
  }
}

// Expected values: scikit-learn 1.2.1, roc_auc_score(labels in two columns, scores in two columns, average =
// "micro"). The AUC of the positive class is 0.5 in the first.
TEST(MicroAveragedAuc, PoolsBothClassesScores) {
  EXPECT_NEAR(micro_averaged_auc({0.1, 0.2, 0.3, 0.2}, {0, 0, 0, 1}), 0.75, 1e-12);
  EXPECT_NEAR(micro_averaged_auc({0.9, 0.4, 0.35, 0.8, 0.75, 0.1, 0.45}, {1, 0, 1, 0, 1, 0, 1}), 34.0 / 49,
              1e-12);
  EXPECT_DOUBLE_EQ(micro_averaged_auc({0.1, 0.2}, {0, 0}), 1.0);  // one class will do
}

TEST(MicroAveragedAuc, RefusesWhatTheAucRefuses) {
  test::expect_error([] { micro_averaged_auc({}, {}); }, {});
  test::expect_error([] { micro_averaged_auc({0.5}, {2}); }, {});
  test::expect_error([] { micro_averaged_auc({0.5, 0.2}, {1}); }, {});
}

}  // namespace
}  // namespace residuum::stats
