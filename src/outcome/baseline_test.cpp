#include "outcome/baseline.h"

#include <gtest/gtest.h>

#include <limits>

#include "cohorts.h"
#include "core/random.h"
#include "expect_error.h"

namespace residuum::outcome {
namespace {

// In make_cohort every second patient has residual tumour; `signal` tells, `noise` does not.
PatientNumbers numbers_for(const std::vector<cohort::Patient>& patients) {
  Random random(3);
  PatientNumbers numbers;
  for (const auto& patient : patients) {
    const double rt = patient.outcome == cohort::Outcome::rt ? 1 : 0;
    numbers[patient.id] = {{"signal", rt + random.normal(0, 0.8)}, {"noise", random.normal()}, {"same", 4}};
  }
  return numbers;
}

cohort::Split split_of(int patients, const std::vector<std::string>& regimens = {"CCRT"}) {
  return cohort::split_patients(test::make_cohort(patients, regimens), 0.25, 1);
}

TEST(Baseline, LearnsWhatTellsAndLeavesOutWhatDoesNotVary) {
  const auto split = split_of(160);
  const auto numbers = numbers_for(split.training.patients());
  const auto baseline = Baseline::fit(split.training, numbers, {"signal", "noise", "same", "unknown"});
  EXPECT_EQ(baseline.columns(), (std::vector<std::string>{"signal", "noise"}));
  EXPECT_EQ(baseline.patients(), split.training.patients().size());
  EXPECT_GT(baseline.predict({{"signal", 2}, {"noise", 0}}), 0.7);
  EXPECT_LT(baseline.predict({{"signal", -1}, {"noise", 0}}), 0.3);
}

TEST(Baseline, TakesTheTrainingMeanForWhatIsMissing) {
  const auto split = split_of(120);
  const auto numbers = numbers_for(split.training.patients());
  const auto baseline = Baseline::fit(split.training, numbers, {"signal"}, {.ridges = {1}});
  double mean = 0;
  for (const auto& patient : split.training.patients())
    mean += numbers.at(patient.id).at("signal") / static_cast<double>(split.training.patients().size());
  EXPECT_NEAR(baseline.predict({}), baseline.predict({{"signal", mean}}), 1e-9);
  EXPECT_EQ(baseline.predict({{"signal", std::numeric_limits<double>::quiet_NaN()}}), baseline.predict({}));
}

// Nothing tells: the strongest penalty of a wide choice predicts best on patients left out.
TEST(Baseline, ShrinksWhatOnlySeemsToTell) {
  const auto split = split_of(80);
  Random random(5);
  PatientNumbers numbers;
  std::vector<std::string> columns;
  for (int c = 0; c < 12; ++c) columns.push_back("noise" + std::to_string(c));
  for (const auto& patient : split.training.patients()) {
    for (const auto& column : columns) numbers[patient.id][column] = random.normal();
  }
  EXPECT_GT(Baseline::fit(split.training, numbers, columns, {.ridges = {0.1, 1, 10, 1000}}).ridge(), 1);
}

TEST(Baseline, IsTheSameForTheSameSeed) {
  const auto split = split_of(100);
  const auto numbers = numbers_for(split.training.patients());
  const auto one = Baseline::fit(split.training, numbers, {"signal", "noise"});
  const auto two = Baseline::fit(split.training, numbers, {"signal", "noise"});
  EXPECT_EQ(one.ridge(), two.ridge());
  EXPECT_EQ(one.model().coefficients, two.model().coefficients);
}

TEST(Baseline, RefusesTwoRegimensAndOneOutcome) {
  const auto split = split_of(160, {"CCRT", "IC+CCRT"});
  const auto numbers = numbers_for(split.training.patients());
  test::expect_error([&] { Baseline::fit(split.training, numbers, {"signal"}); }, {"these are of 2"});
  const auto cured = split.training.subset([](const cohort::Patient& patient) {
    return patient.regimen == "CCRT" && patient.outcome == cohort::Outcome::nrt;
  });
  test::expect_error([&] { Baseline::fit(cured, numbers, {"signal"}); }, {"0 RT"});
}

}  // namespace
}  // namespace residuum::outcome
