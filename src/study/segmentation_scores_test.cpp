#include "study/segmentation_scores.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/csv.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

// 8 x 4 x 3 voxels of 1 x 1 x 5 mm; tumour in the columns from `left` on, `width` of them, on the first
// slices.
imaging::Mask bar(std::size_t left, std::size_t width, std::size_t slices) {
  imaging::Mask mask{{{8, 4, 3}, {1, 1, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
                     std::vector<std::uint8_t>(96)};
  for (std::size_t k = 0; k < slices; ++k) {
    for (std::size_t j = 0; j < 4; ++j) {
      for (std::size_t i = left; i < left + width; ++i)
        mask.labels[i + 8 * (j + 4 * k)] = imaging::primary_tumour;
    }
  }
  return mask;
}

class SegmentationScores : public testing::Test {
 protected:
  SegmentationScores() {
    write_scores(patients_, slices_,
                 {{"P1", score_masks(bar(0, 4, 2), bar(0, 4, 2))},
                  {"P2", score_masks(bar(0, 4, 1), bar(2, 4, 2))},
                  {"P3", score_masks(bar(0, 0, 0), bar(2, 4, 1))}});
  }
  test::TemporaryFolder folder_;
  fs::path patients_ = folder_.path() / "dice.csv", slices_ = folder_.path() / "dice_slices.csv";
};

TEST_F(SegmentationScores, StandInFilesWithEmptyCellsForWhatIsNotDefined) {
  const auto table = CsvTable::read(patients_);
  ASSERT_EQ(table.row_count(), 3u);
  EXPECT_EQ(table.columns()[0], "patient");
  EXPECT_EQ(table.columns()[1], "dice");
  EXPECT_EQ(table.cell(0, "dice"), "1.000000");
  EXPECT_DOUBLE_EQ(*table.number(1, "dice"), 0.333333);  // 2 * 8 of 16 + 32
  EXPECT_EQ(table.cell(2, "dice"), "0.000000");
  EXPECT_EQ(table.cell(2, "hd95_mm"), "");
  EXPECT_EQ(table.cell(2, "lesion_precision"), "");
  EXPECT_EQ(table.cell(2, "lesion_sensitivity"), "0.000000");
  EXPECT_EQ(table.cell(1, "slices_empty_in_both"), "1");
  EXPECT_EQ(CsvTable::read(slices_).row_count(), 5u);  // two, two, one
}

TEST_F(SegmentationScores, MeansCarryTheirIntervals) {
  const auto dice = summarise_score(patients_, "dice", 1);
  EXPECT_EQ(dice.defined, 3u);
  EXPECT_NEAR(dice.mean, (1 + 0.333333 + 0) / 3, 1e-9);
  ASSERT_TRUE(dice.by_patient);
  EXPECT_LT(dice.by_patient->low, dice.mean);
  EXPECT_GT(dice.by_patient->high, dice.mean);
  EXPECT_FALSE(dice.of_article);
  const auto distance = summarise_score(patients_, "hd95_mm", 1);
  EXPECT_EQ(distance.defined, 2u);
  EXPECT_EQ(distance.undefined, 1u);
  // Slices: 1, 1, 0.5, 0, 0. SD: numpy.std([1, 1, .5, 0, 0], ddof=1) = 0.5.
  const auto slices = summarise_slice_dice(slices_, 1);
  EXPECT_NEAR(slices.mean, 0.5, 1e-9);
  ASSERT_TRUE(slices.of_article);
  EXPECT_NEAR(slices.of_article->low, 0.5 - 1.96 * 0.5 / std::sqrt(5), 1e-9);
  EXPECT_NEAR(slices.of_article->high, 0.5 + 1.96 * 0.5 / std::sqrt(5), 1e-9);
}

TEST_F(SegmentationScores, TableHasEveryScoreAndBothIntervals) {
  const auto table = segmentation_scores_table(patients_, slices_, 1, "unet", "scores");
  ASSERT_EQ(table.rows.size(), 15u);
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
  EXPECT_NE(table.caption.find("unet"), std::string::npos);
  EXPECT_EQ(table.rows[2][2], "2 (1 not defined)");
  EXPECT_EQ(table.rows[9][1], "slice");
  EXPECT_NE(table.rows[9][3], table.rows[14][3]);
}

TEST_F(SegmentationScores, OfOnePatientHaveNoInterval) {
  write_scores(patients_, slices_, {{"P1", score_masks(bar(0, 4, 1), bar(1, 4, 1))}});
  EXPECT_FALSE(summarise_score(patients_, "dice", 1).by_patient);
  EXPECT_EQ(segmentation_scores_table(patients_, slices_, 1, "unet", "scores").rows.size(), 14u);
}

TEST_F(SegmentationScores, OfTwoNetworksAreComparedPatientByPatient) {
  const auto other = folder_.path() / "other.csv";
  const auto right = score_masks(bar(1, 4, 1), bar(1, 4, 1)), wrong = score_masks(bar(0, 4, 1), bar(1, 4, 1));
  write_scores(patients_, slices_, {{"P1", wrong}, {"P2", right}});
  write_scores(other, slices_, {{"P2", right}, {"P1", right}});  // in another order
  const auto apart = summarise_difference(patients_, other, "dice", 1);
  EXPECT_EQ(apart.defined, 2u);
  EXPECT_NEAR(apart.mean, summarise_score(patients_, "dice", 1).mean - 1, 1e-6);
  EXPECT_LT(apart.lowest, 0);
  EXPECT_NEAR(apart.highest, 0, 1e-9);
  // No distance to an empty mask; the other patient stands in one file alone.
  write_scores(other, slices_, {{"P1", score_masks(bar(0, 0, 0), bar(1, 4, 1))}});
  const auto distance = summarise_difference(patients_, other, "hd95_mm", 1);
  EXPECT_EQ(distance.defined, 0u);
  EXPECT_EQ(distance.undefined, 1u);
}

}  // namespace
}  // namespace residuum::study
