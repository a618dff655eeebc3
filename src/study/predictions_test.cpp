#include "study/predictions.h"

#include <gtest/gtest.h>

#include "study/evaluation.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

using cohort::Outcome;

PredictionRow row(const std::string& patient, const std::string& model, double probability,
                  const std::string& given, Outcome actual) {
  return {{patient, model, probability}, 0.5, 3, given, actual};
}

const std::vector<std::string> regimens{"CCRT", "IC+CCRT"};

std::vector<PredictionRow> example_rows() {
  return {row("P1", "CCRT", 0.2, "CCRT", Outcome::nrt),    row("P1", "IC+CCRT", 0.1, "CCRT", Outcome::nrt),
          row("P2", "CCRT", 0.9, "IC+CCRT", Outcome::nrt), row("P2", "IC+CCRT", 0.3, "IC+CCRT", Outcome::nrt),
          row("P3", "CCRT", 0.8, "CCRT", Outcome::rt),     row("P3", "IC+CCRT", 0.7, "CCRT", Outcome::rt),
          row("P4", "CCRT", 0.6, "IC+CCRT", Outcome::rt),  row("P4", "IC+CCRT", 0.6, "IC+CCRT", Outcome::rt)};
}

TEST(Evaluation, CountsOnlyPatientsWhoHadTheRegimen) {
  const auto evaluations = evaluate(example_rows(), regimens);
  ASSERT_EQ(evaluations.size(), 2u);
  EXPECT_EQ(evaluations[0].outcomes, (std::vector<int>{0, 1}));
  EXPECT_DOUBLE_EQ(evaluations[0].auc.value, 1.0);
  EXPECT_EQ(evaluations[1].probabilities, (std::vector<double>{0.3, 0.6}));
}

TEST(Predictions, SurviveTheirFile) {
  const test::TemporaryFolder folder;
  write_predictions(folder.path() / "predictions.csv", example_rows());
  const auto read = read_predictions(folder.path() / "predictions.csv");
  ASSERT_EQ(read.size(), 8u);
  EXPECT_EQ(read[3].prediction.patient_id, "P2");
  EXPECT_EQ(read[3].given, "IC+CCRT");
  EXPECT_EQ(read[5].actual, Outcome::rt);
  EXPECT_NEAR(read[2].prediction.probability_rt, 0.9, 1e-6);
}

}  // namespace
}  // namespace residuum::study
