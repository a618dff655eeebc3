// Flips planted in the phantom's masks are found, and none where there is none.
#include "study/flip_finding.h"

#include <gtest/gtest.h>

#include "phantom/phantom.h"
#include "study/images.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

void expect_found(int matrix, int count, int at_least) {
  const test::TemporaryFolder folder;
  phantom::Options options;
  options.patients = options.labelled = count;
  options.matrix = matrix;
  options.seed = 23;
  phantom::write_study(folder.path() / "study", options);
  const auto cohort = cohort::read_cohort(folder.path() / "study" / "cohort.csv", {{"CCRT", "IC+CCRT"}});
  std::array<int, imaging::flips.size()> found{};
  for (const auto& patient : cohort.patients()) {
    const auto image = load_normalised(patient);
    const auto mask = cohort::load_mask(patient, image.geometry);
    EXPECT_EQ(find_flip(image, mask).better, "") << patient.id;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto& flip = imaging::flips[i];
      found[i] += find_flip(image, imaging::flipped(mask, flip)).better == flip.name;
    }
  }
  // Not all: where a tumour lies in the middle, its mirror image does too.
  for (const int of_flip : found) EXPECT_GE(of_flip, at_least) << "of " << count;
}

TEST(FlipFindingIntegration, FindsPlantedFlipsOfThePhantomAndNoOthers) {
  expect_found(96, 20, 16);
}

TEST(FlipFindingIntegration, FindsThemInFineImagesToo) {
  expect_found(256, 8, 7);
}

TEST(FlipFinding, ComesBackFromItsFile) {
  const FlipFinding finding{{1.2, 0.3, 0.9}, {2, 0.1, 1}, "head-foot"};
  const auto back = flip_from_json(to_json(finding), "here");
  EXPECT_EQ(back.better, "head-foot");
  EXPECT_DOUBLE_EQ(back.as_it_is.spread, 0.3);
  EXPECT_DOUBLE_EQ(back.flipped.edge, 2);
  EXPECT_NE(finding.warning().find("mirrored head-foot"), std::string::npos);
}

}  // namespace
}  // namespace residuum::study
