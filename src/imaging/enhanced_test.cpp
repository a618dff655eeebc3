// Enhanced multi-frame MR: geometry and rescaling come from the functional groups (PS3.3 C.7.6.16).
#include <gtest/gtest.h>

#include <numeric>

#include "enhanced_series.h"
#include "expect_error.h"

namespace residuum::imaging {
namespace {

TEST(EnhancedMr, IsReadThroughItsFunctionalGroups) {
  const test::TemporaryFolder folder;
  fixture::write_enhanced(folder.path() / "enhanced.dcm", {3, 0, 2, 1});
  std::vector<std::string> evidence;
  const auto read = read_image(folder.path(), "", {}, &evidence);
  auto expected = fixture::volume(4);
  for (std::size_t i = 0; i < expected.geometry.slice_voxels(); ++i) expected.voxels[i] *= 2;
  EXPECT_EQ(read.volume.voxels, expected.voxels);
  EXPECT_FALSE(difference(read.volume.geometry, expected.geometry, 1e-3));
  EXPECT_EQ(read.acquisition.repetition_time_ms, 610);
  EXPECT_EQ(read.acquisition.echo_time_ms, 12.5);
  EXPECT_EQ(read.acquisition.slice_thickness_mm, 4);
  EXPECT_EQ(read.acquisition.contrast_agent, "Gadolinium");
  EXPECT_NE(evidence.front().find("contrast yes (agent recorded); T1 yes"), std::string::npos)
      << evidence.front();
}

TEST(EnhancedMr, RefusesFramesWithoutAPlace) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "enhanced.dcm";
  fixture::write_enhanced(path, {0, 1, 2});
  fixture::edit(path, [](DcmDataset& data) {
    DcmItem* frame = nullptr;
    data.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, frame, 1);
    frame->findAndDeleteElement(DCM_PlanePositionSequence);
  });
  test::expect_error([&] { read_image(folder.path()); }, {"enhanced.dcm", "ImagePositionPatient", "frame 2"});
  fixture::edit(path,
                [](DcmDataset& data) { data.findAndDeleteElement(DCM_PerFrameFunctionalGroupsSequence); });
  test::expect_error([&] { read_image(folder.path()); }, {"3 frames without a position"});
  fixture::edit(path, [](DcmDataset& data) { fixture::set(data, DCM_NumberOfFrames, "999999999"); });
  test::expect_error([&] { read_image(folder.path()); }, {"NumberOfFrames", "not usable"});
}

}  // namespace
}  // namespace residuum::imaging
