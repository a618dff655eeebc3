#include "study/refusal.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace residuum::study
