#include "study/settings.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "study/new_study.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

Settings parse(const std::string& text) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "study.toml", text);
  return read_settings(folder.path() / "study.toml");
}

const std::string regimens = "regimens = [\"CCRT\", \"IC+CCRT\"]\n";

TEST(Settings, ReadsWhatIsWritten) {
  const auto settings = parse(
      regimens + "name = \"npc\"\nseed = 7\n[segmentation]\nepochs = 3\n[rectangle]\nmargin_mm = 2.5\n");
  EXPECT_EQ(settings.name, "npc");
  EXPECT_EQ(settings.seed, 7u);
  EXPECT_EQ(settings.segmentation.epochs, 3);
  EXPECT_DOUBLE_EQ(settings.rectangle.margin_mm, 2.5);
  EXPECT_EQ(settings.table.regimens, (std::vector<std::string>{"CCRT", "IC+CCRT"}));
}

TEST(Settings, SeedsOfSegmentationAndOutcomeDifferAndFollowTheStudySeed) {
  const auto one = parse(regimens + "seed = 1\n"), two = parse(regimens + "seed = 2\n");
  EXPECT_NE(one.segmentation.seed, one.outcome.seed);
  EXPECT_NE(one.segmentation.seed, two.segmentation.seed);
}

TEST(Settings, RefusesUnknownKeysWithTheNearestKnown) {
  test::expect_error([] { parse(regimens + "[segmentation]\nepoch = 3\n"); },
                     {"study.toml", "segmentation.epoch", "segmentation.epochs"});
}

TEST(Settings, RefusesValuesOutOfRange) {
  test::expect_error([] { parse(regimens + "test_fraction = 0.9\n"); }, {"test_fraction", "0.9", "0.5"});
  test::expect_error([] { parse(regimens + "preset = \"sloppy\"\n"); }, {"preset", "rigorous"});
  test::expect_error([] { parse(regimens + "seed = \"x\"\n"); }, {"seed", "whole number"});
}

TEST(Settings, KnowsTheNetworksAndTheirSmallestImages) {
  for (const auto* network : {"resnet50", "efficientnet_b0", "xception", "inception_resnet_v2"}) {
    const auto settings = parse(regimens + "[outcome]\nnetwork = \"" + network + "\"\nimage_size = 75\n");
    EXPECT_EQ(settings.outcome.network, network);
  }
  test::expect_error(
      [] { parse(regimens + "[outcome]\nnetwork = \"inception_resnet_v2\"\nimage_size = 64\n"); },
      {"outcome.image_size", "64", "75"});
  test::expect_error([] { parse(regimens + "[outcome]\nnetwork = \"unet\"\n"); }, {"outcome.network"});
}

TEST(Settings, SayHowTheNetworksLearn) {
  const auto settings = parse(
      regimens +
      "[segmentation]\ndeep_supervision = false\nneighbours = 2\nbias_correction = true\nweight_average = 0.99\n"
      "[outcome]\nepochs = 8\nshared_epochs = 5\nfeature_weight = 0.5\n");
  EXPECT_FALSE(settings.segmentation.deep_supervision);
  EXPECT_EQ(settings.segmentation.neighbours, 2);
  EXPECT_TRUE(settings.segmentation.bias_correction);
  EXPECT_DOUBLE_EQ(settings.segmentation.weight_average, 0.99);
  EXPECT_EQ(settings.outcome.shared_epochs, 5);
  EXPECT_EQ(settings.outcome.feature_weight, 0.5);
  EXPECT_TRUE(parse(regimens).segmentation.deep_supervision);
  EXPECT_FALSE(parse(regimens).segmentation.bias_correction);
  test::expect_error([] { parse(regimens + "[segmentation]\nintensity = \"zscores\"\n"); },
                     {"segmentation.intensity", "zscore"});
  test::expect_error([] { parse(regimens + "[segmentation]\ndeep_supervision = 1\n"); },
                     {"segmentation.deep_supervision", "true or false"});
  // The last epochs are the regimen's own.
  test::expect_error([] { parse(regimens + "[outcome]\nepochs = 8\nshared_epochs = 8\n"); },
                     {"outcome.shared_epochs", "8", "7"});
}

TEST(Settings, SayHowAnnotationsAndRectanglesAreTaken) {
  const auto settings = parse(
      regimens +
      "[annotation]\nprimary = [\"Segment_1\"]\nrefused = \"leave_out\"\n[rectangle]\nsquare = true\nmin_size_mm = "
      "30\nno_tumour = \"whole_body\"\n[segmentation]\nkeep_largest = 2\nwrite_dicom_seg = true\n");
  EXPECT_EQ(settings.table.annotation.primary, std::vector<std::string>{"Segment_1"});
  EXPECT_EQ(settings.annotation.refused, "leave_out");
  EXPECT_TRUE(settings.rectangle.square);
  EXPECT_DOUBLE_EQ(settings.rectangle.min_size_mm, 30);
  EXPECT_EQ(settings.no_tumour, "whole_body");
  EXPECT_EQ(settings.segmentation.keep_largest, 2);
  EXPECT_TRUE(settings.write_dicom_seg);
  test::expect_error([] { parse(regimens + "[annotation]\nrefused = \"maybe\"\n"); },
                     {"annotation.refused", "leave_out"});
  test::expect_error([] { parse(regimens + "[annotation]\nprimary = [\"A\"]\nnodes = [\"a\"]\n"); },
                     {"annotation.primary", "annotation.nodes", "\"A\""});
}

TEST(Settings, ThePresetGivesWhatStudyTomlDoesNotSay) {
  const auto settings = parse("preset = \"code\"\n" + regimens + "[segmentation]\nepochs = 3\n");
  EXPECT_EQ(settings.segmentation.split, "image");
  EXPECT_EQ(settings.segmentation.epochs, 3);
  EXPECT_EQ(settings.segmentation.networks.size(), 2u);
  EXPECT_EQ(parse(regimens).segmentation.split, "patient");
}

TEST(Settings, TriesOneNetworkOrSeveral) {
  const auto of = [](const std::string& text) {
    return parse(regimens + "[segmentation]\n" + text).segmentation.networks;
  };
  EXPECT_EQ(of("network = \"unet\"\n"), (std::vector<std::string>{"unet"}));
  EXPECT_EQ(of("networks = [\"unet\", \"unet16\"]\n").size(), 2u);
  test::expect_error([&] { of("networks = [\"unet\", \"unett\"]\n"); },
                     {"study.toml", "unett", "mean \"unet\""});
  test::expect_error([&] { of("networks = []\n"); }, {"segmentation.networks", "at least one"});
  test::expect_error([&] { of("network = \"unet\"\nnetworks = [\"unet\"]\n"); }, {"both"});
  test::expect_error([&] { of("networks = [\"unet\", \"unet16\"]\npretrained = \"x.pth\"\n"); },
                     {"several networks", "pretrained_of.unet"});
  for (const char* patch : {"patch = 24\n", "patch = 100\n", "patch = -16\n"})
    test::expect_error([&] { of(patch); }, {"segmentation.patch"});
  EXPECT_NO_THROW(of("patch = 96\n"));
  test::expect_error([&] { of("folds = 3\nsplit = \"image\"\n"); }, {"segmentation.folds 3", "patients"});
}

TEST(Settings, NeedsTwoDistinctRegimens) {
  test::expect_error([] { parse("regimens = [\"CCRT\"]\n"); }, {"regimens", "at least two"});
  test::expect_error([] { parse("regimens = [\"A\", \"A\"]\n"); }, {"\"A\" and \"A\"", "rename"});
  test::expect_error([] { parse("regimens = [\"IC+CCRT\", \"IC-CCRT\"]\n"); },
                     {"\"IC+CCRT\" and \"IC-CCRT\"", "share the files"});
  test::expect_error([] { parse("regimens = [\"CCRT\", \"IBT\"]\n"); }, {"IBT", "every regimen fails"});
  EXPECT_EQ(parse("regimens = [\"同步放化疗\", \"诱导化疗\"]\n").table.regimens.size(), 2u);
}

TEST(Settings, ReadsEligibility) {
  EXPECT_FALSE(parse(regimens).eligibility.any());
  const auto rules =
      parse(regimens +
            "[eligibility]\nexclude = [\"recurrent\"]\nstages = [\"III\", \"IVA\"]\n"
            "mr_date = \"mr\"\ntreatment_start = \"start\"\nmr_within_days = 28\n"
            "outcome_mr_date = \"after\"\nradiotherapy_end = \"end\"\noutcome_mr_months = [2, 5]\n")
          .eligibility;
  EXPECT_EQ(rules.exclude, (std::vector<std::string>{"recurrent"}));
  EXPECT_EQ(rules.stages.size(), 2u);
  EXPECT_EQ(rules.mr_within_days, 28);
  EXPECT_EQ(rules.treatment_start, "start");
  EXPECT_EQ(rules.outcome_months_from, 2);
  EXPECT_EQ(rules.outcome_months_to, 5);
}

TEST(Settings, RefusesHalfAnEligibilityRule) {
  test::expect_error([] { parse(regimens + "[eligibility]\nmr_date = \"mr\"\n"); },
                     {"eligibility.mr_date is given without eligibility.treatment_start"});
  test::expect_error([] { parse(regimens + "[eligibility]\nradiotherapy_end = \"end\"\n"); },
                     {"eligibility.radiotherapy_end is given without eligibility.outcome_mr_date"});
  test::expect_error([] { parse(regimens + "[eligibility]\noutcome_mr_months = [6, 3]\n"); },
                     {"outcome_mr_months", "rising"});
  test::expect_error([] { parse(regimens + "[eligibility]\nstage = [\"III\"]\n"); },
                     {"unknown key eligibility.stage", "eligibility.stages"});
}

TEST(Settings, SaysWhereTheTomlIsBroken) {
  test::expect_error([] { parse("regimens = [\n\nseed == 2"); }, {"study.toml", "line"});
}

TEST(NewStudy, ItsSettingsCanBeReadAndItRefusesToOverwrite) {
  const test::TemporaryFolder folder;
  write_new_study(folder.path() / "mine");
  EXPECT_EQ(read_settings(folder.path() / "mine" / "study.toml").name, "mystudy");
  test::expect_error([&] { write_new_study(folder.path() / "mine"); }, {"not an empty folder"});
}

}  // namespace
}  // namespace residuum::study
