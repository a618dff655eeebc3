#include "cohort/leak_door.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "cohorts.h"
#include "expect_error.h"

namespace residuum::cohort {
namespace {

// Looked at, never learnt from: no way into a training or test cohort, and no other way to be made.
static_assert(!std::is_constructible_v<TrainingCohort, LeakedCohort> &&
              !std::is_convertible_v<LeakedCohort, TrainingCohort> &&
              !std::is_assignable_v<TrainingCohort&, LeakedCohort>);
static_assert(!std::is_constructible_v<TestCohort, LeakedCohort> &&
              !std::is_constructible_v<Cohort, LeakedCohort>);
static_assert(!std::is_base_of_v<TrainingCohort, LeakedCohort>);
static_assert(!std::is_constructible_v<LeakedCohort, TestCohort> &&
              !std::is_constructible_v<LeakedCohort, std::vector<Patient>> &&
              !std::is_constructible_v<LeakedCohort, std::vector<Patient>, std::string> &&
              !std::is_default_constructible_v<LeakedCohort>);
static_assert(std::is_copy_constructible_v<LeakedCohort>);  // the question itself can be answered with yes

TEST(LeakDoor, OpensForThePresetCodeAndMarksWhatComesOfIt) {
  const auto test = split_patients(test::make_cohort(20), 0.2, 1).test;
  const auto leaked = open_leak_door(test, "code", "epoch chosen");
  EXPECT_EQ(leaked.mark(), "LEAKED: epoch chosen on test patients, as the published scripts do");
  ASSERT_EQ(leaked.patients().size(), test.patients().size());
  for (std::size_t i = 0; i < test.patients().size(); ++i)
    EXPECT_EQ(leaked.patients()[i].id, test.patients()[i].id);
}

TEST(LeakDoor, IsShutUnderEveryOtherPreset) {
  const auto test = split_patients(test::make_cohort(20), 0.2, 1).test;
  for (const char* preset : {"rigorous", "paper", "", "Code", "code "}) {
    test::expect_error([&] { open_leak_door(test, preset, "epoch chosen"); },
                       {"epoch chosen on test patients", std::string("preset ") + preset, "code"});
  }
}

}  // namespace
}  // namespace residuum::cohort
