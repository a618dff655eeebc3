#include "segmentation/slice_file.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "temporary_folder.h"

namespace residuum::segmentation {
namespace {

class SliceFiles : public testing::Test {
 protected:
  test::TemporaryFolder folder_;
  fs::path path_ = folder_.path() / "P001.slices";
  torch::Tensor images_ = torch::rand({5, 16, 12}).to(torch::kFloat16);
  torch::Tensor masks_ = torch::rand({5, 16, 12}).ge(0.5).to(torch::kUInt8);
};

TEST_F(SliceFiles, GiveBackWhatWasWritten) {
  EXPECT_FALSE(SliceFile::open(path_, "a"));
  SliceFile::write(path_, "a", images_, masks_);
  const auto file = SliceFile::open(path_, "a");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->count(), 5);
  EXPECT_TRUE(torch::equal(file->images(), images_));
  EXPECT_TRUE(torch::equal(file->masks(), masks_));
  EXPECT_EQ(file->digest().size(), 64u);
}

TEST_F(SliceFiles, OfOtherInputsOrDamagedCountAsNotThere) {
  SliceFile::write(path_, "a", images_, masks_);
  EXPECT_FALSE(SliceFile::open(path_, "b"));
  const auto whole = read_file(path_);
  write_file(path_, whole.substr(0, whole.size() - 1));
  EXPECT_FALSE(SliceFile::open(path_, "a"));
  write_file(path_, whole.substr(0, 100));
  EXPECT_FALSE(SliceFile::open(path_, "a"));
  auto changed = whole;
  changed.back() ^= 1;
  write_file(path_, changed);
  EXPECT_FALSE(SliceFile::open(path_, "a"));
  write_file(path_, "X" + whole.substr(1));
  EXPECT_FALSE(SliceFile::open(path_, "a"));
  write_file(path_, whole);
  EXPECT_TRUE(SliceFile::open(path_, "a"));
}

}  // namespace
}  // namespace residuum::segmentation
