#include "outcome/out_of_fold.h"

#include <gtest/gtest.h>

#include <cmath>
#include <type_traits>

#include "cohorts.h"
#include "expect_error.h"
#include "stats/log_loss.h"

namespace residuum::outcome {
namespace {

static_assert(std::is_constructible_v<OutOfFold, cohort::TrainingCohort, std::map<std::string, double>>);
static_assert(
    !std::is_constructible_v<OutOfFold, cohort::TestCohort, std::map<std::string, double>> &&
    !std::is_constructible_v<OutOfFold, std::vector<cohort::Patient>, std::map<std::string, double>>);

class OutOfFoldTest : public testing::Test {
 protected:
  OutOfFoldTest() : split_(cohort::split_patients(test::make_cohort(40), 0.2, 1)) {
    for (const auto& patient : split_.training.patients()) {
      const bool rt = patient.outcome == cohort::Outcome::rt;
      given_[patient.id] = 0.02 * (test::number_of(patient) % 20) + (rt ? 0.5 : 0.1);
    }
  }

  cohort::Split split_;
  std::map<std::string, double> given_;
};

TEST_F(OutOfFoldTest, GivesTheFiguresOfItsPatientsInTheirOrder) {
  const OutOfFold found(split_.training, given_);
  const auto& patients = split_.training.patients();
  ASSERT_EQ(found.probabilities().size(), patients.size());
  for (std::size_t i = 0; i < patients.size(); ++i) {
    EXPECT_EQ(found.patients().patients()[i].id, patients[i].id);
    EXPECT_EQ(found.probabilities()[i], given_.at(patients[i].id));
    EXPECT_EQ(found.outcomes()[i], patients[i].outcome == cohort::Outcome::rt ? 1 : 0);
  }
  const auto& p = found.probabilities();
  const auto& labels = found.outcomes();
  EXPECT_EQ(found.youden_threshold(), stats::youden_threshold(p, labels));
  EXPECT_EQ(found.auc().value, stats::auc(p, labels));
  EXPECT_EQ(found.log_loss(), stats::log_loss(p, labels));
  for (const auto method : {stats::RecalibrationMethod::none, stats::RecalibrationMethod::platt,
                            stats::RecalibrationMethod::isotonic})
    EXPECT_EQ(found.recalibration(method), stats::fit_recalibration(method, p, labels));
}

TEST_F(OutOfFoldTest, TakesNeitherFewerNorOtherPatients) {
  auto fewer = given_;
  const std::string gone = fewer.begin()->first;
  fewer.erase(gone);
  test::expect_error([&] { OutOfFold(split_.training, fewer); }, {"training patient " + gone + " has none"});
  auto more = given_;
  const std::string tested = split_.test.patients().front().id;
  more[tested] = 0.5;
  test::expect_error([&] { OutOfFold(split_.training, more); }, {"patient " + tested + " is none of the 32"});
  const auto nobody = split_.training.subset([](const auto&) { return false; });
  test::expect_error([&] { OutOfFold(nobody, {}); }, {"no patient"});
}

TEST_F(OutOfFoldTest, TakesProbabilitiesAlone) {
  for (const double wrong : {-0.1, 1.1, std::nan("")}) {
    auto other = given_;
    other.begin()->second = wrong;
    test::expect_error([&] { OutOfFold(split_.training, other); },
                       {given_.begin()->first, "between 0 and 1"});
  }
}

}  // namespace
}  // namespace residuum::outcome
