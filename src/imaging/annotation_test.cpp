// SEG and RTSTRUCT on a small oblique series: what is written comes back, what is wrong is one error. Against
// objects that pydicom writes: tests/oracle_annotation_test.cpp.
#include "imaging/annotation.h"

#include <gtest/gtest.h>

#include "dicom_series.h"
#include "expect_error.h"
#include "imaging/dicom_items.h"
#include "imaging/dicom_seg_writer.h"

namespace residuum::imaging {
namespace {

class AnnotationFile : public testing::Test {
 protected:
  AnnotationFile() : image_(read_image(series_.path() / "series")) {
    mask_ = {image_.volume.geometry, std::vector<std::uint8_t>(image_.volume.voxels.size())};
    for (std::size_t i = 0; i < mask_.labels.size(); ++i) {
      if (i / 30 > 1 && i / 30 < 6) mask_.labels[i] = static_cast<std::uint8_t>(i * i % 7 % 3);
    }
  }
  AnnotatedImage place() const {
    return {image_.volume.geometry, image_.series_uid, image_.frame_of_reference_uid};
  }
  Annotation read(const AnnotationNames& names = {}) const { return read_annotation(seg_, place(), names); }
  void write_seg_object() const { write_seg(seg_, mask_, image_, {"unet", "Residuum tumour"}); }
  void refuses(const std::function<void(DcmDataset&)>& change, std::initializer_list<std::string> parts) {
    write_seg_object();
    fixture::edit(seg_, change);
    test::expect_error([&] { read(); }, parts);
    test::expect_error([&] { read(); }, {"annotation.dcm"});
  }

  // A square of two by two pixels about (x, y) of slice k, in the patient.
  std::string square(double x, double y, double k) const {
    std::string text;
    for (const auto& [u, v] : {std::pair{-1.0, -1.0}, {1.0, -1.0}, {1.0, 1.0}, {-1.0, 1.0}}) {
      const auto at = image_.volume.geometry.voxel_to_world({x + u, y + v, k});
      for (const double value : at) text += (text.empty() ? "" : "\\") + decimal_string(value);
    }
    return text;
  }
  struct Roi {
    std::string name;
    std::vector<std::string> contours;
  };
  void write_rtstruct(const std::vector<Roi>& rois, const std::string& frame_uid = make_uid("frame")) const {
    DcmFileFormat file;
    auto& data = *file.getDataset();
    fixture::set(data, DCM_SOPClassUID, "1.2.840.10008.5.1.4.1.1.481.3");
    fixture::set(data, DCM_SOPInstanceUID, make_uid("structures"));
    for (std::size_t i = 0; i < rois.size(); ++i) {
      const auto number = std::to_string(i + 7);
      DcmItem *roi = nullptr, *contours = nullptr;
      data.findOrCreateSequenceItem(DCM_StructureSetROISequence, roi, -2);
      fixture::set(*roi, DCM_ROINumber, number);
      fixture::set(*roi, DCM_ROIName, rois[i].name);
      fixture::set(*roi, DCM_ReferencedFrameOfReferenceUID, frame_uid);
      data.findOrCreateSequenceItem(DCM_ROIContourSequence, contours, -2);
      fixture::set(*contours, DCM_ReferencedROINumber, number);
      for (const auto& points : rois[i].contours) {
        DcmItem* contour = nullptr;
        contours->findOrCreateSequenceItem(DCM_ContourSequence, contour, -2);
        fixture::set(*contour, DCM_ContourGeometricType, "CLOSED_PLANAR");
        fixture::set(*contour, DCM_ContourData, points);
      }
    }
    file.saveFile(seg_.c_str(), EXS_LittleEndianExplicit);
  }

  fixture::SeriesOnDisk series_;
  SeriesVolume image_;
  Mask mask_;
  fs::path seg_ = series_.path() / "annotation.dcm";
};

TEST_F(AnnotationFile, ASegComesBackAsWritten) {
  write_seg_object();
  const auto back = read();
  EXPECT_EQ(back.mask.labels, mask_.labels);
  EXPECT_EQ(back.kind, AnnotationKind::dicom_seg);
  EXPECT_EQ(back.primary, std::vector<std::string>{"Primary tumour"});
  EXPECT_EQ(back.nodes, std::vector<std::string>{"Lymph nodes"});
  const auto bytes = read_file(seg_);
  write_seg_object();
  EXPECT_EQ(read_file(seg_), bytes);
  fs::rename(seg_, series_.path() / "mask.nii.gz");  // the content says what it is
  EXPECT_EQ(read_annotation(series_.path() / "mask.nii.gz", place(), {}).mask.labels, mask_.labels);
}

TEST_F(AnnotationFile, ASegOfNoTumourIsEmpty) {
  std::fill(mask_.labels.begin(), mask_.labels.end(), background);
  write_seg_object();
  EXPECT_EQ(read().mask.labels, mask_.labels);
}

TEST_F(AnnotationFile, SegmentsAreTakenByName) {
  write_seg_object();
  const auto back = read({{"lymph NODES"}, {}});
  EXPECT_EQ(back.primary, std::vector<std::string>{"Lymph nodes"});
  EXPECT_EQ(back.ignored, std::vector<std::string>{"Primary tumour"});
  ASSERT_EQ(back.warnings.size(), 1u);
  for (std::size_t i = 0; i < mask_.labels.size(); ++i) EXPECT_EQ(back.mask.labels[i], mask_.labels[i] == 2);
  test::expect_error(
      [&] {
        read({{"a"}, {"b"}});
      },
      {"annotation.dcm", "\"Primary tumour\", \"Lymph nodes\"", "annotation.primary"});
}

TEST_F(AnnotationFile, ASegOfAnotherPlaceIsRefused) {
  refuses([](auto& data) { fixture::set(data, DCM_FrameOfReferenceUID, "1.2.3"); },
          {"FrameOfReferenceUID", "another examination"});
  refuses(
      [](auto& data) {
        DcmItem* series = nullptr;
        data.findAndGetSequenceItem(DCM_ReferencedSeriesSequence, series, 0);
        fixture::set(*series, DCM_SeriesInstanceUID, "1.2.3");
      },
      {"SeriesInstanceUID", "column series"});
  const auto move = [](double x, double z) {
    return [=](DcmDataset& data) {
      for (long frame = 0;; ++frame) {
        DcmItem *groups = nullptr, *place = nullptr;
        if (data.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, groups, frame).bad()) break;
        groups->findAndGetSequenceItem(DCM_PlanePositionSequence, place, 0);
        Float64 at[3];
        for (unsigned long i = 0; i < 3; ++i) place->findAndGetFloat64(DCM_ImagePositionPatient, at[i], i);
        fixture::set(*place, DCM_ImagePositionPatient,
                     fmt::format("{:.6f}\\{:.6f}\\{:.6f}", at[0] + x, at[1], at[2] + z));
      }
    };
  };
  refuses(move(0, 2), {"frame 1", "mm from the nearest slice"});
  refuses(move(30, 0), {"frame 1", "outside the image"});
}

TEST_F(AnnotationFile, ADamagedSegIsOneError) {
  refuses([](auto& data) { fixture::set(data, DCM_SegmentationType, "LABELMAP"); },
          {"SegmentationType", "LABELMAP"});
  refuses([](auto& data) { fixture::set(data, DCM_NumberOfFrames, "900000"); }, {"truncated PixelData"});
  refuses([](auto& data) { fixture::set(data, DCM_NumberOfFrames, "-3"); }, {"NumberOfFrames"});
  refuses([](auto& data) { data.putAndInsertUint16(DCM_Rows, 0); }, {"Rows"});
  refuses([](auto& data) { data.putAndInsertUint16(DCM_BitsAllocated, 8); }, {"BitsAllocated is 8"});
  refuses([](auto& data) { delete data.remove(DCM_PixelData); }, {"no PixelData"});
  refuses([](auto& data) { delete data.remove(DCM_SegmentSequence); }, {"SegmentSequence is missing"});
  refuses([](auto& data) { delete data.remove(DCM_SharedFunctionalGroupsSequence); },
          {"ImageOrientationPatient of frame 1"});
  refuses([](auto& data) { delete data.remove(DCM_PerFrameFunctionalGroupsSequence); }, {"of frame 1"});
  refuses(
      [](auto& data) {
        DcmItem* segment = nullptr;
        data.findAndGetSequenceItem(DCM_SegmentSequence, segment, 0);
        segment->putAndInsertUint16(DCM_SegmentNumber, 9);
      },
      {"segment 1, which SegmentSequence lacks"});
  refuses([](auto& data) { fixture::set(data, DCM_SOPClassUID, "1.2.840.10008.5.1.4.1.1.4"); },
          {"is no annotation"});
  write_seg_object();
  write_file(seg_, read_file(seg_).substr(0, 1500));
  test::expect_error([&] { read(); }, {"annotation.dcm"});
}

TEST_F(AnnotationFile, ContoursAreFilledSliceBySlice) {
  write_rtstruct({{"GTVnx", {square(2.5, 2.5, 3), square(1.5, 1.5, 4)}}, {"GTVnd", {square(3.5, 2.5, 3)}}});
  const auto back = read();
  EXPECT_EQ(back.kind, AnnotationKind::rtstruct);
  const auto at = [&](std::size_t x, std::size_t y, std::size_t k) {
    return back.mask.labels[x + 6 * (y + 5 * k)];
  };
  EXPECT_EQ(at(2, 2, 3), primary_tumour);
  EXPECT_EQ(at(3, 3, 3), primary_tumour);  // of both: the primary
  EXPECT_EQ(at(4, 2, 3), lymph_nodes);
  EXPECT_EQ(at(1, 1, 4), primary_tumour);
  EXPECT_EQ(std::count(back.mask.labels.begin(), back.mask.labels.end(), background), 240 - 10);
}

TEST_F(AnnotationFile, AWrongRtstructIsOneError) {
  const auto refused = [&](const std::vector<Roi>& rois, std::initializer_list<std::string> parts) {
    write_rtstruct(rois);
    test::expect_error([&] { read(); }, parts);
    test::expect_error([&] { read(); }, {"annotation.dcm"});
  };
  refused({{"GTVnx", {square(2.5, 2.5, 3.4)}}}, {"contour 1 of ROI \"GTVnx\"", "from the nearest slice"});
  refused({{"GTVnx", {square(20, 2.5, 3)}}}, {"contour 1", "outside the image"});
  refused({{"GTVnx", {"1\\2\\3\\4"}}}, {"ContourData", "4 values"});
  refused({{"GTVnx", {"1\\x\\3"}}}, {"ContourData", "\"x\""});
  refused({{"GTVnx", {"1\\nan\\3"}}}, {"ContourData", "nan"});
  refused({{"parotid", {square(2.5, 2.5, 3)}}}, {"\"parotid\"", "annotation.primary"});
  refused({}, {"no segment"});
  write_rtstruct({{"GTVnx", {square(2.5, 2.5, 3)}}}, "1.2.3");
  test::expect_error([&] { read(); }, {"FrameOfReferenceUID"});
}

TEST_F(AnnotationFile, LabelMapsAreReadAsBefore) {
  write_mask(series_.path() / "m.nii.gz", mask_);
  const auto back = read_annotation(series_.path() / "m.nii.gz", place(), {});
  EXPECT_EQ(back.mask.labels, mask_.labels);
  EXPECT_EQ(to_string(back.kind), "label map");
  test::expect_error([&] { read_annotation(series_.path() / "none.nii", place(), {}); }, {"no such file"});
}

}  // namespace
}  // namespace residuum::imaging
