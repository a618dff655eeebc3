#include "stats/auc_bootstrap.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/random.h"
#include "expect_error.h"
#include "stats/roc.h"

namespace residuum::stats {
namespace {

struct Data {
  std::vector<double> scores;
  std::vector<int> labels;
  std::vector<std::string> patients;
};

// Slices that repeat their patient's score but for a little noise.
Data slices_of(int patients, int slices) {
  Random random(9);
  Data data;
  for (int patient = 0; patient < patients; ++patient) {
    const int label = patient % 2;
    const double score = random.normal(label);
    for (int slice = 0; slice < slices; ++slice) {
      data.scores.push_back(score + random.normal(0, 0.01));
      data.labels.push_back(label);
      data.patients.push_back("P" + std::to_string(patient));
    }
  }
  return data;
}

TEST(AucBootstrap, IsNearDelongWherePatientsAreMany) {
  const auto data = slices_of(300, 1);
  const auto delong = auc_delong(data.scores, data.labels);
  const auto interval = auc_bootstrap(data.scores, data.labels, {.replicates = 1000, .threads = 2});
  EXPECT_EQ(interval.estimate, delong.value);
  EXPECT_NEAR(interval.low, delong.low, 0.01);
  EXPECT_NEAR(interval.high, delong.high, 0.01);
  EXPECT_EQ(interval.degenerate, 0);
  EXPECT_EQ(interval.method, BootstrapMethod::bca);
}

TEST(AucClusteredBootstrap, IsAsWideAsPatientsNotSlicesTell) {
  const auto one = slices_of(60, 1), many = slices_of(60, 8);
  const auto width = [](const BootstrapInterval& interval) { return interval.high - interval.low; };
  const BootstrapOptions options{.replicates = 1000};
  const double by_patient = width(auc_bootstrap(one.scores, one.labels, options));
  EXPECT_NEAR(width(auc_clustered_bootstrap(many.scores, many.labels, many.patients, options)), by_patient,
              0.2 * by_patient);
  EXPECT_LT(width(auc_bootstrap(many.scores, many.labels, options)), 0.5 * by_patient);
}

TEST(AucClusteredBootstrap, OfOneRowAPatientIsTheStratifiedOne) {
  const auto data = slices_of(40, 1);
  const BootstrapOptions options{.replicates = 200, .seed = 4};
  const auto clustered = auc_clustered_bootstrap(data.scores, data.labels, data.patients, options),
             stratified = auc_bootstrap(data.scores, data.labels, options);
  EXPECT_EQ(clustered.low, stratified.low);
  EXPECT_EQ(clustered.high, stratified.high);
}

TEST(AucClusteredBootstrap, TakesPatientsWithBothOutcomes) {
  auto data = slices_of(12, 4);
  for (std::size_t i = 0; i < data.labels.size(); i += 4) data.labels[i] = 1 - data.labels[i];
  const auto interval = auc_clustered_bootstrap(data.scores, data.labels, data.patients, {.replicates = 300});
  EXPECT_LT(interval.low, interval.estimate);
  EXPECT_GT(interval.high, interval.estimate);
}

TEST(AucBootstrap, OfAPerfectScoreHasNoWidthAndSaysSo) {
  const auto interval = auc_bootstrap({.1, .2, .3, .7, .8}, {0, 0, 0, 1, 1}, {.replicates = 50});
  EXPECT_EQ(interval.low, 1);
  EXPECT_EQ(interval.high, 1);
  EXPECT_NE(interval.note.find("alike"), std::string::npos);
}

TEST(AucBootstrap, CountsReplicatesOfOneClass) {
  // The two patients have both outcomes, one of them hardly: drawing P0 twice leaves one class.
  const auto interval = auc_clustered_bootstrap({.1, .2, .3, .9, .4}, {0, 0, 0, 1, 0},
                                                {"P0", "P0", "P1", "P1", "P1"}, {.replicates = 400});
  EXPECT_NEAR(interval.degenerate, 100, 40);
  EXPECT_NE(interval.note.find("all 4 outcomes are alike"), std::string::npos) << interval.note;
}

TEST(AucBootstrap, RefusesWhatHasNoCurve) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  test::expect_error([] { auc_bootstrap({.1, .2}, {1, 1}); }, {"both classes"});
  test::expect_error([] { auc_bootstrap({.1}, {1}); }, {"both classes"});
  test::expect_error([] { auc_bootstrap({.1, nan}, {0, 1}); }, {"score 2"});
  test::expect_error([] { auc_clustered_bootstrap({.1, .2}, {0, 1}, {"a"}); }, {"1 patients for 2 rows"});
  test::expect_error([] { auc_bootstrap({.1, .2}, {0, 1}, {.replicates = 0}); }, {"0 bootstrap replicates"});
  test::expect_error([] { auc_bootstrap({.1, .2}, {0, 1}, {.confidence = 2}); }, {"confidence"});
}

}  // namespace
}  // namespace residuum::stats
