#include "study/annotations.h"

#include <gtest/gtest.h>

#include "core/csv.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

TEST(Annotations, SayWhatBecameOfEachMask) {
  std::vector<cohort::Patient> patients(4);
  std::vector<ImageFinding> findings(4);
  for (std::size_t i = 0; i < 4; ++i) {
    patients[i].id = findings[i].patient = "P" + std::to_string(i);
    patients[i].outcome = cohort::Outcome::nrt;
    findings[i].mask_sha256 = "of its mask";
    findings[i].slices = 30;
    findings[i].tumour_slices = 4;
  }
  patients[1].outcome.reset();  // lost to follow-up
  findings[2].refused = "label 7";
  findings[3].mask_sha256.clear();  // not outlined

  const test::TemporaryFolder folder;
  write_annotations(folder.path() / "annotations.csv", patients, findings);
  const auto table = CsvTable::read(folder.path() / "annotations.csv");
  ASSERT_EQ(table.row_count(), 3u);
  EXPECT_EQ(table.cell(0, "status"), "used");
  EXPECT_EQ(table.cell(0, "slices_without"), "26");
  EXPECT_EQ(table.cell(0, "reason"), "");
  EXPECT_EQ(table.cell(1, "status"), "unused");
  EXPECT_EQ(table.cell(1, "slices_without"), "26");
  EXPECT_NE(table.cell(1, "reason").find("outcome is not known"), std::string::npos);
  EXPECT_EQ(table.cell(2, "status"), "refused");
  EXPECT_EQ(table.cell(2, "reason"), "label 7");
}

}  // namespace
}  // namespace residuum::study
