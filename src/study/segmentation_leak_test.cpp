#include "study/segmentation_leak.h"

#include <gtest/gtest.h>

#include "core/json.h"
#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

// Ten patients of three slices on each side, `apart` between them.
segmentation::LeakMeasure measured(double apart) {
  segmentation::LeakMeasure made;
  for (std::size_t patient = 0; patient < 10; ++patient) {
    for (int slice = 0; slice < 3; ++slice) {
      const double dice = 0.5 + 0.02 * static_cast<double>(patient) + 0.01 * slice;
      made.by_patient.push_back({patient, dice});
      made.by_image.push_back({patient, dice + apart});
    }
  }
  made.fitting_slices = 90;
  return made;
}

TEST(SegmentationLeak, IsToldFromChanceOrNot) {
  const auto large = leak_difference(measured(0.2), 1);
  EXPECT_NEAR(large.by_patient, 0.6, 1e-12);
  EXPECT_NEAR(large.difference, 0.2, 1e-12);
  ASSERT_TRUE(large.interval);
  // Two means of 10 patients whose means have a standard deviation of 0.0574: 1.96 sqrt(2 / 10) 0.0574.
  EXPECT_NEAR(large.interval->low, 0.2 - 0.0503, 0.005);
  EXPECT_NEAR(large.interval->high, 0.2 + 0.0503, 0.005);
  EXPECT_TRUE(large.told_from_chance());
  EXPECT_FALSE(leak_difference(measured(0.001), 1).told_from_chance());
}

TEST(SegmentationLeak, OfFewPatientsHasNoInterval) {
  for (const std::size_t patients : {1u, 2u, 3u, 7u}) {
    auto few = measured(0.2);
    few.by_patient.resize(3 * patients);
    EXPECT_NEAR(leak_difference(few, 1).by_patient, 0.5 + 0.01 * static_cast<double>(patients - 1) + 0.01,
                1e-12);
    EXPECT_FALSE(leak_difference(few, 1).interval) << patients;
    EXPECT_FALSE(leak_difference(few, 1).told_from_chance()) << patients;
  }
}

TEST(SegmentationLeak, ComesBackFromItsFile) {
  const test::TemporaryFolder folder;
  const RunFolder run{folder.path()};
  EXPECT_FALSE(read_leak(run));
  write_leak(run.leak(), "unet", measured(0.1));
  const auto back = read_leak(run);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->fitting_slices, 90u);
  EXPECT_EQ(back->by_image.size(), 30u);
  EXPECT_NEAR(leak_difference(*back, 1).difference, 0.1, 1e-12);
  auto damaged = read_json(run.leak());
  damaged["by_image"]["dice"].erase(0);
  write_json(run.leak(), damaged);
  test::expect_error([&] { read_leak(run); }, {"leak.json", "by_image"});
}

}  // namespace
}  // namespace residuum::study
