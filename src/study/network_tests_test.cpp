// Golden numbers: R 4.2.2, pROC 1.18.0, roc.test(paired = TRUE, method = "delong"), p.adjust(method =
// "holm").
#include "study/network_tests.h"

#include <gtest/gtest.h>

#include "core/csv.h"
#include "study/candidates_sample.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

constexpr double tolerance = 1e-9;

TEST(NetworkTests, CompareEveryPairOfAUnit) {
  const auto tests = network_tests(scored_models(sample::candidates(), sample::regimens), sample::regimens);
  // Three networks by the mean after CCRT; by image and after IC + CCRT there is one alone.
  ASSERT_EQ(tests.size(), 3u);
  EXPECT_EQ(tests[1].first, "resnet50");
  EXPECT_EQ(tests[1].second, "xception");
  EXPECT_EQ(tests[1].unit, "mean");
  EXPECT_EQ(tests[1].patients, 12);
  EXPECT_EQ(tests[1].rt, 5);
  EXPECT_NEAR(tests[1].first_auc, 32 / 35.0, tolerance);
  EXPECT_NEAR(tests[1].second_auc, 23 / 35.0, tolerance);
  const double p[] = {0.1060415537002, 0.1363056074871, 0.890745800932},
               low[] = {-0.0486093362985, -0.0811762133112, -0.379107233900},
               high[] = {0.5057521934414, 0.5954619275970, 0.436250091042},
               holm[] = {0.318124661101, 0.318124661101, 0.890745800932};
  for (std::size_t i = 0; i < 3; ++i) {
    SCOPED_TRACE(i);
    ASSERT_TRUE(tests[i].difference);
    EXPECT_NEAR(tests[i].difference->p, p[i], tolerance);
    EXPECT_NEAR(tests[i].difference->low, low[i], tolerance);
    EXPECT_NEAR(tests[i].difference->high, high[i], tolerance);
    EXPECT_NEAR(tests[i].difference->adjusted_p, holm[i], tolerance);
  }
}

TEST(NetworkTests, SayNothingWhereTheTestIsNotDefined) {
  std::vector<CandidatePrediction> rows;
  std::vector<double> right, wrong;
  for (const int outcome : sample::outcomes) {
    right.push_back(outcome == 1 ? 0.8 : 0.1);
    wrong.push_back(outcome == 1 ? 0.1 : 0.8);
  }
  sample::add(rows, {"CCRT", "resnet50", "mean", 1, true, ""}, right);
  sample::add(rows, {"CCRT", "xception", "mean", 1, false, ""}, wrong);
  const auto tests = network_tests(scored_models(rows, sample::regimens), sample::regimens);
  ASSERT_EQ(tests.size(), 1u);
  EXPECT_FALSE(tests[0].difference);
  EXPECT_EQ(tests[0].first_auc, 1);
  for (auto& row : rows) row.outcome = cohort::Outcome::rt;
  EXPECT_TRUE(network_tests(scored_models(rows, sample::regimens), sample::regimens).empty());
}

TEST(NetworkTests, FileCarriesTheMarkOfEitherModelsLeak) {
  const test::TemporaryFolder folder;
  std::vector<CandidatePrediction> rows;
  sample::add(rows, {"CCRT", "resnet50", "mean", 1, true, ""}, sample::resnet);
  sample::add(rows, {"CCRT", "xception", "mean", 1, false, "epoch chosen on test patients"},
              sample::xception);
  write_network_tests(folder.path() / "t.csv",
                      network_tests(scored_models(rows, sample::regimens), sample::regimens));
  const auto table = CsvTable::read(folder.path() / "t.csv");
  ASSERT_EQ(table.row_count(), 1u);
  EXPECT_EQ(table.cell(0, "leak"), "Leaked: epoch chosen on test patients");
  EXPECT_EQ(table.cell(0, "difference"), "0.2571");
  EXPECT_EQ(table.cell(0, "p"), "0.1363");
}

TEST(SeedSpread, IsOfTheChosenModelTrainedAgain) {
  const auto spreads = seed_spreads(scored_models(sample::candidates(), sample::regimens), sample::regimens);
  ASSERT_EQ(spreads.size(), 1u) << "IC + CCRT has one seed";
  EXPECT_EQ(spreads[0].network, "resnet50");
  ASSERT_EQ(spreads[0].aucs.size(), 3u);
  // pROC::auc: 32/35, 24/35, 23/35
  EXPECT_EQ(spreads[0].aucs[1].first, 2);
  EXPECT_NEAR(spreads[0].aucs[1].second, 24 / 35.0, tolerance);
  EXPECT_NEAR(spreads[0].mean, (32 + 24 + 23) / 105.0, tolerance);
  EXPECT_NEAR(spreads[0].lowest, 23 / 35.0, tolerance);
  EXPECT_NEAR(spreads[0].highest, 32 / 35.0, tolerance);
}

}  // namespace
}  // namespace residuum::study
