#include "study/segmentation_plan.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::study {
namespace {

const std::vector<std::string> unets{"unet", "unet16"};

ImagePrint print(double pixel_mm, double framed_mm, double slices = 30) {
  return {pixel_mm, 5, 512, 512, slices, framed_mm, 10, 900};
}

TEST(SegmentationPlan, FollowsTheMedianPatient) {
  // 200 mm of 1 mm are 200 pixels: 224. 8 * 256^2 / 224^2 = 10.4; 5% of 30 * 30 slices are 45.
  std::vector<ImagePrint> patients(29, print(1, 200));
  patients.push_back(print(0.2, 400));
  const auto plan = make_plan(patients, unets);
  EXPECT_EQ(plan.image_size, 224);
  EXPECT_EQ(plan.batch, 10);
  EXPECT_NEAR(plan.in_plane_mm, 200.0 / 224, 1e-12);
  EXPECT_EQ(plan.neighbours, 1);
  EXPECT_EQ(plan.patch, 0);
  EXPECT_EQ(plan.reasons.size(), 4u);
  EXPECT_DOUBLE_EQ(to_json(plan)["fingerprint"]["framed_mm"]["median"].get<double>(), 200);
}

TEST(SegmentationPlan, StaysWithinWhatCanBeTrained) {
  EXPECT_EQ(make_plan({print(0.3, 300, 400)}, unets).image_size, 384);
  EXPECT_EQ(make_plan({print(0.3, 300, 400)}, unets).patch, 256);
  EXPECT_EQ(make_plan({print(0.3, 300, 400)}, unets).batch, 8);  // of them
  EXPECT_EQ(make_plan({print(1, 256, 400)}, unets).patch, 0);
  EXPECT_EQ(make_plan({print(4, 200, 400)}, unets).image_size, 128);
  EXPECT_EQ(make_plan({print(4, 200, 4000)}, unets).batch, 32);
  EXPECT_EQ(make_plan({print(1, 200, 10)}, unets).batch, 2);
  EXPECT_EQ(make_plan({print(1, 224, 400)}, unets).image_size, 224);  // a multiple stays
}

TEST(SegmentationPlan, NetworksThatPoolLearnFromWholeSlices) {
  const auto plan = make_plan({print(0.3, 300, 400)}, {"unet", "deeplabv3_resnet50"});
  EXPECT_EQ(plan.patch, 0);
  EXPECT_EQ(plan.batch, 4);
  EXPECT_NE(plan.reasons[1].find("deeplabv3_resnet50"), std::string::npos) << plan.reasons[1];
}

// 8 * 256^2 / 256^2 of the patches that 512 pixels ask for; of whole slices 8 * 256^2 / 512^2.
TEST(SegmentationPlan, TheRestFollowsFromWhatIsGiven) {
  const auto patients = std::vector<ImagePrint>(10, print(1, 200));
  const auto fine = make_plan(patients, unets, {.image_size = 512});
  EXPECT_EQ(fine.image_size, 512);
  EXPECT_DOUBLE_EQ(fine.in_plane_mm, 200.0 / 512);
  EXPECT_EQ(fine.patch, 256);
  EXPECT_EQ(fine.batch, 8);
  EXPECT_NE(fine.reasons[0].find("as the study sets it"), std::string::npos) << fine.reasons[0];
  EXPECT_EQ(make_plan(patients, unets, {.image_size = 512, .patch = 0}).batch, 2);
  const auto all = make_plan(patients, unets, {.image_size = 160, .patch = 96, .batch = 5, .neighbours = 2});
  EXPECT_EQ(all.patch, 96);
  EXPECT_EQ(all.batch, 5);
  EXPECT_EQ(all.neighbours, 2);
  EXPECT_EQ(all.reasons.size(), 4u);
}

TEST(SegmentationPlan, ThinSlicesHaveMoreNeighbours) {
  for (const auto& [slice_mm, neighbours] : {std::pair{12.0, 0}, {6.0, 1}, {2.5, 2}, {1.0, 2}}) {
    auto patient = print(1, 200);
    patient.slice_mm = slice_mm;
    EXPECT_EQ(make_plan({patient}, unets).neighbours, neighbours) << slice_mm;
  }
}

TEST(SegmentationPlan, NeedsPatientsWithSpacing) {
  test::expect_error([] { make_plan({}, unets); }, {"no training patient"});
  test::expect_error([] { make_plan({print(0, 200)}, unets); }, {"positive spacing"});
}

}  // namespace
}  // namespace residuum::study
