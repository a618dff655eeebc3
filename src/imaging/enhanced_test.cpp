// Enhanced multi-frame MR: geometry and rescaling come from the functional groups (PS3.3 C.7.6.16).
#include <gtest/gtest.h>

#include <numeric>

#include "dicom_series.h"
#include "expect_error.h"

namespace residuum::imaging {
namespace {

DcmItem& item(DcmItem& parent, const DcmTagKey& sequence, long number = 0) {
  DcmItem* made = nullptr;
  parent.findOrCreateSequenceItem(sequence, made, number);
  return *made;
}

// The fixture's volume as one file, its frames in the order given; the first frame has a slope of its own.
void write_enhanced(const fs::path& path, const std::vector<std::size_t>& order) {
  const auto volume = fixture::volume(order.size());
  const auto& geometry = volume.geometry;
  DcmFileFormat file;
  DcmDataset& data = *file.getDataset();
  fixture::set(data, DCM_SOPClassUID, UID_EnhancedMRImageStorage);
  fixture::set(data, DCM_SOPInstanceUID, make_uid("enhanced"));
  fixture::set(data, DCM_SeriesInstanceUID, make_uid("series"));
  fixture::set(data, DCM_Modality, "MR");
  fixture::set(data, DCM_SeriesDescription, "Ax T1 +C");
  fixture::set(data, DCM_NumberOfFrames, std::to_string(order.size()));
  data.putAndInsertUint16(DCM_Rows, 5);
  data.putAndInsertUint16(DCM_Columns, 6);
  data.putAndInsertUint16(DCM_SamplesPerPixel, 1);
  fixture::set(data, DCM_PhotometricInterpretation, "MONOCHROME2");
  data.putAndInsertUint16(DCM_BitsAllocated, 16);
  data.putAndInsertUint16(DCM_BitsStored, 12);
  data.putAndInsertUint16(DCM_HighBit, 11);
  data.putAndInsertUint16(DCM_PixelRepresentation, 0);
  fixture::set(item(data, DCM_ContrastBolusAgentSequence), DCM_CodeMeaning, "Gadolinium");

  DcmItem& shared = item(data, DCM_SharedFunctionalGroupsSequence);
  fixture::set(item(shared, DCM_PixelMeasuresSequence), DCM_PixelSpacing, "0.75\\0.5");
  fixture::set(item(shared, DCM_PixelMeasuresSequence), DCM_SliceThickness, "4");
  const auto& d = geometry.direction;
  fixture::set(item(shared, DCM_PlaneOrientationSequence), DCM_ImageOrientationPatient,
               fmt::format("{:.8f}\\{:.8f}\\{:.8f}\\{:.8f}\\{:.8f}\\{:.8f}", d[0][0], d[1][0], d[2][0],
                           d[0][1], d[1][1], d[2][1]));
  DcmItem& timing = item(shared, DCM_MRTimingAndRelatedParametersSequence);
  fixture::set(timing, DCM_RepetitionTime, "610");
  item(shared, DCM_MREchoSequence).putAndInsertFloat64(DCM_EffectiveEchoTime, 12.5);

  std::vector<Uint16> pixels;
  for (std::size_t f = 0; f < order.size(); ++f) {
    DcmItem& frame = item(data, DCM_PerFrameFunctionalGroupsSequence, static_cast<long>(f));
    const auto position = geometry.voxel_to_world({0, 0, static_cast<double>(order[f])});
    fixture::set(item(frame, DCM_PlanePositionSequence), DCM_ImagePositionPatient,
                 fmt::format("{:.6f}\\{:.6f}\\{:.6f}", position[0], position[1], position[2]));
    DcmItem& transformation = item(frame, DCM_PixelValueTransformationSequence);
    fixture::set(transformation, DCM_RescaleSlope, order[f] == 0 ? "2" : "1");
    fixture::set(transformation, DCM_RescaleIntercept, "0");
    for (const float value : volume.slice(order[f])) pixels.push_back(static_cast<Uint16>(value));
  }
  data.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
  ASSERT_TRUE(file.saveFile(path.c_str(), EXS_LittleEndianExplicit).good());
}

TEST(EnhancedMr, IsReadThroughItsFunctionalGroups) {
  const test::TemporaryFolder folder;
  write_enhanced(folder.path() / "enhanced.dcm", {3, 0, 2, 1});
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
  write_enhanced(path, {0, 1, 2});
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
