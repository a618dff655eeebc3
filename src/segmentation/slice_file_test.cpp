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
  torch::Tensor images_ = torch::rand({5, 16, 16}).to(torch::kFloat16);
  torch::Tensor masks_ = torch::rand({5, 16, 16}).ge(0.5).to(torch::kUInt8);
};

TEST_F(SliceFiles, GiveBackWhatWasWritten) {
  EXPECT_FALSE(SliceFile::open(path_, "a", 16));
  SliceFile::write(path_, "a", images_, masks_);
  const auto file = SliceFile::open(path_, "a", 16);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->count(), 5);
  EXPECT_TRUE(torch::equal(file->images(), images_));
  EXPECT_TRUE(torch::equal(file->masks(), masks_));
  EXPECT_EQ(file->digest().size(), 64u);
}

TEST_F(SliceFiles, OfOtherInputsSizeOrDamagedCountAsNotThere) {
  SliceFile::write(path_, "a", images_, masks_);
  EXPECT_FALSE(SliceFile::open(path_, "b", 16));
  EXPECT_FALSE(SliceFile::open(path_, "a", 32));
  const auto whole = read_file(path_);
  write_file(path_, whole.substr(0, whole.size() - 1));
  EXPECT_FALSE(SliceFile::open(path_, "a", 16));
  write_file(path_, whole.substr(0, 100));
  EXPECT_FALSE(SliceFile::open(path_, "a", 16));
  write_file(path_, "X" + whole.substr(1));
  EXPECT_FALSE(SliceFile::open(path_, "a", 16));
  write_file(path_, whole);
  EXPECT_TRUE(SliceFile::open(path_, "a", 16));
}

}  // namespace
}  // namespace residuum::segmentation
