// Golden numbers: R 4.2.2, prop.test(correct = FALSE) and pROC 1.18.0, ci.auc(method = "delong"); average
// precision and micro-averaged AUC: scikit-learn 1.2.1.
#include "study/table2.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/csv.h"
#include "expect_error.h"
#include "study/candidates_sample.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

constexpr double tolerance = 1e-9;

std::vector<Table2Row> table_of(const std::vector<CandidatePrediction>& rows, bool published_rule = false) {
  Table2Options options;
  options.published_rule = published_rule;
  options.replicates = 400;
  return table2(scored_models(rows, sample::regimens), sample::regimens, options);
}

void expect_merit(const Merit& merit, double value, double low, double high, const std::string& interval) {
  EXPECT_NEAR(merit.value, value, tolerance);
  EXPECT_NEAR(merit.low, low, tolerance);
  EXPECT_NEAR(merit.high, high, tolerance);
  EXPECT_EQ(merit.interval, interval);
}

TEST(ScoredModels, PutPatientsSideBySide) {
  std::vector<CandidatePrediction> rows;
  sample::add(rows, {"IC+CCRT", "resnet50", "mean", 1, true, ""}, sample::resnet);
  sample::add(rows, {"CCRT", "xception", "image", 1, true, ""}, sample::xception, 2);
  std::reverse(rows.begin(), rows.end());
  const auto models = scored_models(rows, sample::regimens);
  ASSERT_EQ(models.size(), 2u);
  EXPECT_EQ(models[0].regimen, "CCRT");
  EXPECT_EQ(models[0].patients.probabilities, sample::xception);
  EXPECT_EQ(models[0].patients.outcomes, sample::outcomes);
  EXPECT_EQ(models[0].images.size(), 24u);
  EXPECT_EQ(models[0].images.patients[2], "P02");
  EXPECT_EQ(models[1].patients.probabilities, sample::resnet);
  EXPECT_EQ(models[1].images.size(), 0u);
  test::expect_error([&] { scored_models(rows, {"CCRT"}); }, {"IC+CCRT", "none of the study's"});
}

TEST(Table2, GivesPatientsWilsonsAndDeLongsIntervals) {
  const auto row = table_of(sample::candidates())[1];
  EXPECT_EQ(row.counted, "patient");
  EXPECT_EQ(row.network, "resnet50");
  EXPECT_EQ(row.count, 12);
  EXPECT_EQ(row.rt, 5);
  EXPECT_TRUE(row.chosen);
  expect_merit(row.accuracy, 10 / 12.0, 0.551969137747, 0.953034857816, "Wilson 95%");
  expect_merit(row.sensitivity, 0.8, 0.375534629763, 0.963775891368, "Wilson 95%");
  expect_merit(row.specificity, 6 / 7.0, 0.486872170726, 0.974320375655, "Wilson 95%");
  expect_merit(row.ppv, 0.8, 0.375534629763, 0.963775891368, "Wilson 95%");
  expect_merit(row.npv, 6 / 7.0, 0.486872170726, 0.974320375655, "Wilson 95%");
  expect_merit(row.auc, 32 / 35.0, 0.752630609, 1, "DeLong 95%");
  EXPECT_NEAR(row.brier.value, 0.135983333333, 1e-9);
  EXPECT_NEAR(row.average_precision.value, 0.9028571428571428, tolerance);
  EXPECT_NEAR(row.micro_auc.value, 0.9236111111111112, tolerance);
  EXPECT_EQ(row.micro_auc.interval, "");
}

TEST(Table2, HasImagesFirstAndNoSeedsButTheFirst) {
  std::string order;
  for (const auto& row : table_of(sample::candidates()))
    order += fmt::format("{} {} {} {} {};", row.regimen, row.counted, row.network, row.unit, row.rule);
  EXPECT_EQ(order,
            "CCRT image resnet50 image ;CCRT patient resnet50 mean ;CCRT patient efficientnet_b0 mean ;"
            "CCRT patient xception mean ;CCRT patient resnet50 image mean of the slices;"
            "IC+CCRT patient xception mean ;");
}

// As if each patient were ten: what is drawn are patients, so that copies of a slice say nothing new.
TEST(Table2, ImagesOfAPatientAreNotIndependent) {
  const auto images = [](int slices) {
    std::vector<CandidatePrediction> rows;
    sample::add(rows, {"CCRT", "resnet50", "image", 1, true, ""}, sample::resnet, slices);
    for (auto& row : rows) {
      if (row.slice)
        row.probability_rt = sample::resnet[static_cast<std::size_t>(std::stoi(row.patient.substr(1)) - 1)];
    }
    return table_of(rows)[0];
  };
  const auto one = images(1), ten = images(10);
  EXPECT_EQ(ten.count, 120);
  EXPECT_EQ(ten.patients, 12);
  EXPECT_EQ(ten.rt, 50);
  for (const auto merit : {&Table2Row::accuracy, &Table2Row::sensitivity, &Table2Row::specificity,
                           &Table2Row::ppv, &Table2Row::npv, &Table2Row::auc}) {
    EXPECT_NEAR((one.*merit).value, (ten.*merit).value, 1e-12);
    EXPECT_NEAR((one.*merit).low, (ten.*merit).low, 1e-12);
    EXPECT_NEAR((one.*merit).high, (ten.*merit).high, 1e-12);
    EXPECT_LT((ten.*merit).low, (ten.*merit).high);
    EXPECT_TRUE((ten.*merit).interval.starts_with("bootstrap by patient")) << (ten.*merit).interval;
  }
  // 50 independent images would give 0.663 to 0.888 (Wilson): the bootstrap's is wider.
  EXPECT_GT(ten.sensitivity.high - ten.sensitivity.low, 0.3);
}

TEST(Table2, HasNoIntervalWhereNothingVaries) {
  std::vector<CandidatePrediction> rows;
  std::vector<double> perfect;
  for (const int outcome : sample::outcomes) perfect.push_back(outcome == 1 ? 0.8 : 0.1);
  sample::add(rows, {"CCRT", "resnet50", "image", 1, true, ""}, perfect);
  const auto row = table_of(rows)[0];
  EXPECT_EQ(row.accuracy.value, 1);
  EXPECT_EQ(row.accuracy.interval, "");
  EXPECT_NE(row.accuracy.note.find("alike"), std::string::npos) << row.accuracy.note;
}

TEST(Table2, LeavesOutWhatIsNotDefined) {
  std::vector<CandidatePrediction> rows;
  sample::add(rows, {"CCRT", "resnet50", "image", 1, true, ""}, std::vector<double>(12, 0.2));
  for (auto& row : rows) row.outcome = cohort::Outcome::nrt;
  const auto table = table_of(rows);
  for (const auto& row : table) {
    SCOPED_TRACE(row.counted);
    EXPECT_TRUE(std::isnan(row.sensitivity.value));
    EXPECT_TRUE(std::isnan(row.ppv.value));
    EXPECT_TRUE(std::isnan(row.auc.value));
    EXPECT_TRUE(std::isnan(row.average_precision.value));
    EXPECT_EQ(row.specificity.value, 1);
    EXPECT_NEAR(row.brier.value, row.counted == "image" ? 0.04 + 0.0016 * 2 / 3 : 0.04, 1e-12);
  }
}

// Python: q = 1 - p; where(q > 0.78, 0.5 + 0.5 * (q - 0.78) / 0.22, 0.5 * q / 0.78).
TEST(Table2, AppliesThePublishedRuleWhereAsked) {
  EXPECT_NEAR(published_score(0.12), 0.27272727, 1e-8);
  EXPECT_DOUBLE_EQ(published_score(0.22), 0.5);
  EXPECT_NEAR(published_score(0.66), 0.78205128, 1e-8);
  EXPECT_EQ(published_score(0), 0);
  EXPECT_EQ(published_score(1), 1);
  const auto rows = table_of(sample::candidates(), true);
  const auto& mean = rows[4];
  const auto& published = rows[5];
  EXPECT_EQ(mean.rule, "mean of the slices");
  EXPECT_EQ(published.rule, "published rule, 0.78");
  EXPECT_EQ(published.threshold, 0.5);
  EXPECT_NEAR(published.accuracy.value, 7 / 12.0, tolerance);
  EXPECT_NEAR(published.auc.value, mean.auc.value, tolerance) << "the order of patients is the same";
  EXPECT_NEAR(published.micro_auc.value, 0.7881944444444444, tolerance);
  EXPECT_NEAR(published.brier.value, 0.18531055353607803, tolerance);
}

TEST(Table2, FileCarriesTheMarkOfALeakInEveryRow) {
  const test::TemporaryFolder folder;
  std::vector<CandidatePrediction> rows;
  sample::add(rows, {"CCRT", "resnet50", "mean", 1, true, "epoch chosen on test patients"}, sample::resnet);
  sample::add(rows, {"CCRT", "xception", "mean", 1, false, ""}, sample::xception);
  const auto path = folder.path() / "table2.csv";
  write_table2(path, table_of(rows));
  const auto table = CsvTable::read(path);
  ASSERT_EQ(table.row_count(), 18u);
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    EXPECT_EQ(table.cell(i, "leak"), i < 9 ? "Leaked: epoch chosen on test patients" : "");
    EXPECT_EQ(table.cell(i, "positive_class"), "RT");
  }
  EXPECT_EQ(table.cell(1, "measure"), "accuracy");
  EXPECT_EQ(table.cell(1, "value"), "0.8333");
  EXPECT_EQ(table.cell(1, "ci_low"), "0.5520");
  EXPECT_EQ(table.cell(1, "interval"), "Wilson 95%");
  EXPECT_EQ(table.cell(8, "measure"), "micro_auc");
  EXPECT_EQ(table.cell(8, "ci_low"), "");
}

TEST(Table2, IsTheSameWhateverTheThreads) {
  const auto models = scored_models(sample::candidates(), sample::regimens);
  Table2Options one, two;
  one.replicates = two.replicates = 200;
  one.threads = 1;
  two.threads = 2;
  const auto a = table2(models, sample::regimens, one)[0], b = table2(models, sample::regimens, two)[0];
  EXPECT_EQ(a.accuracy.low, b.accuracy.low);
  EXPECT_EQ(a.auc.high, b.auc.high);
}

}  // namespace
}  // namespace residuum::study
