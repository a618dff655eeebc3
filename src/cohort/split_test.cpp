#include "cohort/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <sstream>
#include <type_traits>

#include "cohorts.h"
#include "core/csv.h"
#include "core/random.h"
#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::cohort {
namespace {

// The leak guard, as the compiler sees it: no way from the test cohort to the training cohort, and neither
// can be made from patients.
template <class From, class To>
constexpr bool can_become =
    std::is_constructible_v<To, From> || std::is_convertible_v<From, To> || std::is_assignable_v<To&, From>;
static_assert(!can_become<TestCohort, TrainingCohort> && !can_become<const TestCohort&, TrainingCohort>);
static_assert(!can_become<TrainingCohort, TestCohort> && !can_become<const TrainingCohort&, TestCohort>);
static_assert(!can_become<std::vector<Patient>, TrainingCohort> &&
              !can_become<std::vector<Patient>, TestCohort>);
static_assert(!can_become<const std::vector<Patient>&, TrainingCohort>);
static_assert(!can_become<const std::vector<Patient>&, TestCohort>);
static_assert(!std::is_default_constructible_v<TrainingCohort> &&
              !std::is_default_constructible_v<TestCohort>);
static_assert(!std::is_base_of_v<TrainingCohort, TestCohort> &&
              !std::is_base_of_v<TestCohort, TrainingCohort>);
// Nor can a part be divided again: what divides takes a Cohort, which only the patient table gives.
static_assert(!can_become<TestCohort, Cohort> && !can_become<std::vector<Patient>, Cohort> &&
              !can_become<const std::vector<Patient>&, Cohort> && !std::is_default_constructible_v<Cohort>);
static_assert(can_become<TrainingCohort, TrainingCohort>);  // the question itself can be answered with yes

void add(std::vector<Patient>& patients, const std::string& regimen, std::optional<Outcome> outcome,
         int count) {
  for (int i = 0; i < count; ++i) {
    Patient patient;
    patient.id = fmt::format("P{:03}", patients.size() + 1);
    patient.regimen = regimen;
    patient.outcome = outcome;
    patients.push_back(patient);
  }
}

// The study's 424 patients (Hua et al. 2023, doi 10.21037/qims-22-1226, Table 1).
std::vector<Patient> study_cohort() {
  std::vector<Patient> patients;
  add(patients, "CCRT", Outcome::nrt, 134);
  add(patients, "CCRT", Outcome::rt, 76);
  add(patients, "IC+CCRT", Outcome::nrt, 162);
  add(patients, "IC+CCRT", Outcome::rt, 52);
  return patients;
}

std::vector<Patient> small_cohort() {
  std::vector<Patient> patients;
  for (const char* regimen : {"CCRT", "IC+CCRT"}) {
    add(patients, regimen, Outcome::nrt, 5);
    add(patients, regimen, Outcome::rt, 5);
  }
  add(patients, "CCRT", std::nullopt, 3);
  return patients;
}

Cohort cohort_of(const std::vector<Patient>& patients) {
  return test::as_cohort(patients, {"CCRT", "IC+CCRT", "rare"});
}

std::vector<std::string> ids(const std::vector<Patient>& patients) {
  std::vector<std::string> ids;
  for (const auto& patient : patients) ids.push_back(patient.id);
  return ids;
}

long count(const std::vector<Patient>& patients, const std::string& regimen, Outcome outcome) {
  return std::count_if(patients.begin(), patients.end(), [&](const Patient& patient) {
    return patient.regimen == regimen && patient.outcome == outcome;
  });
}

void expect_same(const Split& a, const Split& b) {
  EXPECT_EQ(ids(a.training.patients()), ids(b.training.patients()));
  EXPECT_EQ(ids(a.test.patients()), ids(b.test.patients()));
  EXPECT_EQ(ids(a.unassigned), ids(b.unassigned));
}

TEST(Split, TakesAFifthOfEachOutcomeOfEachRegimen) {
  const auto split = split_patients(cohort_of(study_cohort()), 0.2, 1);
  const auto& test = split.test.patients();
  EXPECT_EQ(count(test, "CCRT", Outcome::nrt), 27);     // 26.8
  EXPECT_EQ(count(test, "CCRT", Outcome::rt), 15);      // 15.2
  EXPECT_EQ(count(test, "IC+CCRT", Outcome::nrt), 32);  // 32.4
  EXPECT_EQ(count(test, "IC+CCRT", Outcome::rt), 10);   // 10.4
  EXPECT_EQ(test.size(), 84u);
  EXPECT_EQ(split.training.patients().size(), 340u);
}

TEST(Split, PutsEachPatientInOnePart) {
  const auto patients = small_cohort();
  const auto split = split_patients(cohort_of(patients), 0.2, 1);
  std::multiset<std::string> placed;
  for (const auto* part : {&split.training.patients(), &split.test.patients(), &split.unassigned}) {
    for (const auto& id : ids(*part)) placed.insert(id);
  }
  const auto all = ids(patients);
  EXPECT_EQ(placed, std::multiset<std::string>(all.begin(), all.end()));
  EXPECT_EQ(split.unassigned.size(), 3u);
}

TEST(Split, DoesNotDependOnTheOrderOfTheTable) {
  auto patients = study_cohort();
  add(patients, "CCRT", std::nullopt, 4);
  const auto split = split_patients(cohort_of(patients), 0.2, 1);
  Random random(9);
  for (int i = 0; i < 5; ++i) {
    random.shuffle(patients);
    expect_same(split_patients(cohort_of(patients), 0.2, 1), split);
  }
}

TEST(Split, DependsOnTheSeed) {
  const auto patients = study_cohort();
  EXPECT_NE(ids(split_patients(cohort_of(patients), 0.2, 1).test.patients()),
            ids(split_patients(cohort_of(patients), 0.2, 2).test.patients()));
}

// Patients of one regimen do not move those of the other.
TEST(Split, DrawsEachStratumOnItsOwn) {
  auto patients = study_cohort();
  const auto before = split_patients(cohort_of(patients), 0.2, 1);
  add(patients, "IC+CCRT", Outcome::rt, 10);
  const auto after = split_patients(cohort_of(patients), 0.2, 1);
  const auto ccrt = [](const Split& split) {
    return ids(
        split.training.subset([](const Patient& patient) { return patient.regimen == "CCRT"; }).patients());
  };
  EXPECT_EQ(ccrt(before), ccrt(after));
}

TEST(Split, NeedsBothOutcomesInBothCohorts) {
  const auto refuse = [](int nrt, int rt, std::initializer_list<std::string> parts) {
    auto patients = small_cohort();
    add(patients, "rare", Outcome::nrt, nrt);
    add(patients, "rare", Outcome::rt, rt);
    test::expect_error([&] { split_patients(cohort_of(patients), 0.2, 1); }, parts);
  };
  refuse(5, 0, {"regimen rare", "0 training and 0 test", "RT"});
  refuse(0, 5, {"regimen rare", "NRT"});
  refuse(5, 2, {"regimen rare", "2 training and 0 test", "RT"});
  refuse(1, 1, {"regimen rare"});
}

TEST(Split, NeedsAFractionAndPatients) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double fraction : {0.0, 1.0, -0.2, nan}) {
    test::expect_error([&] { split_patients(cohort_of(small_cohort()), fraction, 1); }, {"test_fraction"});
  }
  std::vector<Patient> unknown;
  add(unknown, "CCRT", std::nullopt, 5);
  test::expect_error([&] { split_patients(cohort_of(unknown), 0.2, 1); }, {"no patient has an outcome"});
}

TEST(HoldOut, IsStratifiedAndStaysInTraining) {
  const auto split = split_patients(cohort_of(study_cohort()), 0.2, 1);
  const auto inner = split.training.hold_out(0.2, 5);
  const auto& validation = inner.validation.patients();
  EXPECT_EQ(count(validation, "CCRT", Outcome::nrt), 21);     // of 107
  EXPECT_EQ(count(validation, "CCRT", Outcome::rt), 12);      // of 61
  EXPECT_EQ(count(validation, "IC+CCRT", Outcome::nrt), 26);  // of 130
  EXPECT_EQ(count(validation, "IC+CCRT", Outcome::rt), 8);    // of 42
  auto both = ids(inner.fitting.patients());
  for (const auto& id : ids(validation)) both.push_back(id);
  std::sort(both.begin(), both.end());
  EXPECT_EQ(both, ids(split.training.patients()));
  EXPECT_EQ(ids(split.training.hold_out(0.2, 5).validation.patients()), ids(validation));
  EXPECT_NE(ids(split.training.hold_out(0.2, 6).validation.patients()), ids(validation));
}

TEST(HoldOut, LeavesBothHalvesSomethingOfAStratumOfTwo) {
  std::vector<Patient> patients;
  add(patients, "CCRT", Outcome::nrt, 3);
  add(patients, "CCRT", Outcome::rt, 2);
  const auto training = split_patients(cohort_of(patients), 0.4, 1).training;  // 2 NRT, 1 RT
  for (const double fraction : {0.01, 0.99}) {
    const auto inner = training.hold_out(fraction, 1);
    EXPECT_EQ(count(inner.validation.patients(), "CCRT", Outcome::nrt), 1);
    EXPECT_EQ(count(inner.fitting.patients(), "CCRT", Outcome::nrt), 1);
    EXPECT_EQ(count(inner.fitting.patients(), "CCRT", Outcome::rt), 1);
  }
  for (const double fraction : {0.0, 1.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    test::expect_error([&] { training.hold_out(fraction, 1); }, {"validation_fraction"});
  }
}

TEST(Folds, HoldOutEveryTrainingPatientOnce) {
  const auto training = split_patients(cohort_of(study_cohort()), 0.2, 1).training;
  for (const int count : {2, 5, 10}) {
    const auto folds = training.folds(count, 5);
    ASSERT_EQ(folds.size(), static_cast<std::size_t>(count));
    std::vector<std::string> held_out;
    for (const auto& fold : folds) {
      auto both = ids(fold.fitting.patients());
      for (const auto& id : ids(fold.validation.patients())) {
        held_out.push_back(id);
        both.push_back(id);
      }
      std::sort(both.begin(), both.end());
      EXPECT_EQ(both, ids(training.patients()));
    }
    std::sort(held_out.begin(), held_out.end());
    EXPECT_EQ(held_out, ids(training.patients()));
  }
}

TEST(Folds, AreAlikeInEveryStratum) {
  const auto training = split_patients(cohort_of(study_cohort()), 0.2, 1).training;
  for (const auto& fold : training.folds(5, 5)) {
    const auto& validation = fold.validation.patients();
    EXPECT_EQ(validation.size(), 68u);                               // of 340
    EXPECT_NEAR(count(validation, "CCRT", Outcome::nrt), 21.4, 1);   // of 107
    EXPECT_NEAR(count(validation, "CCRT", Outcome::rt), 12.2, 1);    // of 61
    EXPECT_NEAR(count(validation, "IC+CCRT", Outcome::nrt), 26, 1);  // of 130
    EXPECT_NEAR(count(validation, "IC+CCRT", Outcome::rt), 8.4, 1);  // of 42
  }
}

TEST(Folds, DependOnTheSeedAndNotOnTheTable) {
  auto patients = study_cohort();
  const auto parts = [&](std::uint64_t seed) {
    std::vector<std::vector<std::string>> held_out;
    for (const auto& fold : split_patients(cohort_of(patients), 0.2, 1).training.folds(5, seed))
      held_out.push_back(ids(fold.validation.patients()));
    return held_out;
  };
  const auto before = parts(5);
  EXPECT_NE(parts(6), before);
  Random(9).shuffle(patients);
  EXPECT_EQ(parts(5), before);
}

TEST(Folds, NeedPatientsForEach) {
  const auto training = split_patients(cohort_of(small_cohort()), 0.2, 1).training;  // 16 patients
  EXPECT_EQ(training.folds(16, 1).size(), 16u);
  test::expect_error([&] { training.folds(1, 1); }, {"1 folds"});
  test::expect_error([&] { training.folds(17, 1); }, {"17 folds", "16 patients"});
  std::vector<Patient> few;
  add(few, "CCRT", Outcome::nrt, 3);
  add(few, "CCRT", Outcome::rt, 2);
  const auto one_rt = split_patients(cohort_of(few), 0.4, 1).training;  // 2 NRT, 1 RT
  test::expect_error([&] { one_rt.folds(2, 1); }, {"regimen CCRT", "RT", "two at least"});
}

class SplitFile : public testing::Test {
 protected:
  SplitFile() : patients_(small_cohort()), path_(folder_.path() / "splits.csv") {
    write_split(path_, split_patients(cohort_of(patients_), 0.2, 1));
  }

  // The lines of the file, tampered with, are refused.
  void refuse(const std::function<void(std::vector<std::string>& lines)>& tamper,
              std::initializer_list<std::string> parts) {
    std::vector<std::string> lines;
    std::istringstream stream(read_file(path_));
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    tamper(lines);
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    write_file(folder_.path() / "tampered.csv", text);
    test::expect_error([&] { read_split(folder_.path() / "tampered.csv", cohort_of(patients_)); }, parts);
  }

  test::TemporaryFolder folder_;
  std::vector<Patient> patients_;
  fs::path path_;
};

void replace(std::string& line, const std::string& what, const std::string& with) {
  const auto found = line.find(what);
  ASSERT_NE(found, std::string::npos) << line;
  line.replace(found, what.size(), with);
}

TEST_F(SplitFile, GivesBackTheSplit) {
  expect_same(read_split(path_, cohort_of(patients_)), split_patients(cohort_of(patients_), 0.2, 1));
  Random(3).shuffle(patients_);
  expect_same(read_split(path_, cohort_of(patients_)), split_patients(cohort_of(patients_), 0.2, 1));
}

TEST_F(SplitFile, IsReadable) {
  const auto table = CsvTable::read(path_);
  EXPECT_EQ(table.columns(), (std::vector<std::string>{"patient", "regimen", "outcome", "part"}));
  EXPECT_EQ(table.row_count(), patients_.size());
  EXPECT_EQ(table.cell(table.row_count() - 1, "part"), "unassigned");
  EXPECT_EQ(table.cell(table.row_count() - 1, "outcome"), "");
}

TEST_F(SplitFile, IsRefusedWhenAPatientIsMissing) {
  refuse([](auto& lines) { lines.pop_back(); }, {"tampered.csv", "P023 is not in the split"});
}

TEST_F(SplitFile, IsRefusedWhenAPatientStandsTwice) {
  refuse([](auto& lines) { lines.push_back(lines[1]); }, {"tampered.csv, line 25", "twice"});
}

TEST_F(SplitFile, IsRefusedWhenAPatientIsInBothParts) {
  refuse(
      [](auto& lines) {
        lines.push_back(lines[1]);
        replace(lines.back(), "training", "test");
      },
      {"tampered.csv, line 25", "twice"});
}

TEST_F(SplitFile, IsRefusedWhenAPatientIsUnknown) {
  refuse([](auto& lines) { lines.push_back("P999,CCRT,RT,training"); },
         {"line 25, column patient", "\"P999\""});
}

TEST_F(SplitFile, IsRefusedWhenAPartIsUnknown) {
  refuse([](auto& lines) { replace(lines[1], "training", "tuning"); }, {"line 2, column part", "\"tuning\""});
}

TEST_F(SplitFile, IsRefusedWhenItDisagreesWithTheTable) {
  refuse([](auto& lines) { replace(lines[1], "CCRT", "IC+CCRT"); }, {"line 2, column regimen", "IC+CCRT"});
  refuse([](auto& lines) { replace(lines[1], ",NRT", ",RT"); }, {"line 2, column outcome", "\"NRT\""});
  refuse([](auto& lines) { replace(lines.back(), "unassigned", "training"); },
         {"line 24, column part", "no outcome"});
  refuse([](auto& lines) { replace(lines[1], "training", "unassigned"); },
         {"line 2, column part", "an outcome"});
}

TEST_F(SplitFile, IsRefusedWhenAPartLacksAnOutcome) {
  refuse(
      [](auto& lines) {
        for (auto& line : lines) {
          if (line.ends_with(",test")) replace(line, ",test", ",training");
        }
      },
      {"tampered.csv", "regimen CCRT", "0 test patients"});
}

TEST_F(SplitFile, IsRefusedWithoutItsColumns) {
  refuse([](auto& lines) { lines = {"id,part", "P001,training"}; }, {"tampered.csv", "no column patient"});
}

}  // namespace
}  // namespace residuum::cohort
