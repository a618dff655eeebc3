#include "study/refusal.h"

#include <gtest/gtest.h>

#include "core/text.h"

namespace residuum::study {
namespace {

TEST(Refusal, SaysWhyAndNamesNoFile) {
  const fs::path path = "/study/masks/Chan Tai Man.nii.gz";
  EXPECT_EQ(without_file_names("patient P1: /study/masks/Chan Tai Man.nii.gz: unknown label 7", path),
            "unknown label 7");
  const auto text = without_file_names(
      "patient P1: /study/masks/Chan Tai Man.nii.gz: Chan Tai Man.raw is not beside it; names: \"Chan^Tai\"",
      path);
  EXPECT_EQ(text.find("Chan"), std::string::npos) << text;
  EXPECT_NE(text.find("not beside it"), std::string::npos) << text;
}

TEST(Refusal, QuotesInsideAValueHideNothingBehindThem) {
  const auto text =
      without_file_names("mask.dcm: ROI \"A\" Chan Tai Man \"B\" has no contour", "/study/mask.dcm");
  EXPECT_EQ(text.find("Chan"), std::string::npos) << text;
  EXPECT_NE(text.find("has no contour"), std::string::npos) << text;
}

TEST(Refusal, NamesOfOtherFilesGo) {
  EXPECT_EQ(without_file_names("patient P1: : mask.mhd: its data file \"Chan Tai Man.img\" cannot be read",
                               "/study/mask.mhd"),
            "its data file \"...\" cannot be read");
  EXPECT_EQ(
      without_file_names("patient P1: Chan.nii.gz, Wong.raw: not alike, 3.gz2 files", "/study/mask.nii"),
      "(file), (file): not alike, 3.gz2 files");
}

TEST(Refusal, IsTextThatATableTakes) {
  const auto latin = without_file_names("the value M\xfcller is odd", "/study/mask.nii");
  EXPECT_TRUE(is_utf8(latin)) << latin;
  const auto wide = without_file_names(std::string(999, 'x') + "\u00fc is odd", "/study/mask.nii");
  EXPECT_TRUE(is_utf8(wide));
  EXPECT_EQ(wide.size(), 999u);
}

TEST(Refusal, OfAnyLength) {
  EXPECT_EQ(without_file_names(std::string(1 << 22, 'x'), "/study/mask.dcm").size(), 1000u);
  EXPECT_EQ(without_file_names("\"" + std::string(1 << 22, 'x') + "\" is no name", "/study/mask.dcm"),
            "\"...\" is no name");
}

}  // namespace
}  // namespace residuum::study
