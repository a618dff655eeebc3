#include "study/segmentation_choice.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

TEST(SegmentationChoice, GoesOnWithTheHighestValidationDiceTheFirstOfEquals) {
  EXPECT_EQ(best_of({{"unet", 0.81, {}}, {"deeplabv3_resnet50", 0.84, {}}}).network, "deeplabv3_resnet50");
  EXPECT_EQ(best_of({{"unet", 0.84, {}}, {"deeplabv3_resnet50", 0.81, {}}}).network, "unet");
  EXPECT_EQ(best_of({{"unet", 0.8, {}}, {"unet16", 0.8, {}}}).network, "unet");
}

TEST(SegmentationChoice, ATriedNetworkComesBackFromItsFile) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "tried.json";
  learn::History history;
  history.epochs = {{1, 0.5, 0.4, 0.7}, {2, 0.3, 0.2, 0.8}};
  history.chosen_epoch = 2;
  write_tried(path, {"unet", 0.8, {history, history}});
  const auto tried = read_tried(path);
  EXPECT_EQ(tried.network, "unet");
  EXPECT_DOUBLE_EQ(tried.validation_dice, 0.8);
  ASSERT_EQ(tried.folds.size(), 2u);
  EXPECT_EQ(tried.folds[1].chosen_epoch, 2);
  EXPECT_DOUBLE_EQ(tried.folds[1].epochs[0].validation_score, 0.7);
  write_file(path, "{\"network\": \"unet\", \"folds\": []}");
  test::expect_error([&] { read_tried(path); }, {"tried.json", "validation_dice"});
}

}  // namespace
}  // namespace residuum::study
