// SEG and RTSTRUCT on a small oblique series: what is written comes back, what is wrong is one error. Against
// objects that pydicom writes: tests/oracle_annotation_test.cpp.
#include "imaging/annotation.h"

#include <gtest/gtest.h>

#include <ctime>

#include "expect_error.h"
#include "hostile_dicom.h"
#include "imaging/dicom_items.h"
#include "imaging/dicom_seg_writer.h"
#include "rtstruct.h"

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

  std::string square(double x, double y, double k) const {
    return fixture::square_contour(image_.volume.geometry, x, y, k);
  }
  void write_rtstruct(const std::vector<fixture::Roi>& rois,
                      const std::string& frame_uid = make_uid("frame")) const {
    fixture::write_rtstruct(seg_, rois, frame_uid);
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

TEST_F(AnnotationFile, ASegSaysWhoDrewIt) {
  const auto says = [&](const SegAuthor& author, const char* type, const char* name) {
    write_seg(seg_, mask_, image_, author);
    fixture::edit(seg_, [&](DcmDataset& data) {
      const auto segments = items_of(data, DCM_SegmentSequence);
      EXPECT_EQ(segments.size(), 2u);
      for (auto* segment : segments) {
        EXPECT_EQ(text_of(*segment, DCM_SegmentAlgorithmType), type);
        EXPECT_EQ(text_of(*segment, DCM_SegmentAlgorithmName), name);
      }
      EXPECT_EQ(text_of(data, DCM_SeriesDescription), author.description);
      EXPECT_EQ(text_of(data, DCM_ContentDescription), author.description);
    });
    EXPECT_EQ(read().mask.labels, mask_.labels);
  };
  says(drawn_by_network("unet"), "AUTOMATIC", "unet");
  says(drawn_by_radiologist(), "MANUAL", "");
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

// read_annotation once opened its file past the bounds of dicom_file.h: nesting overflowed the stack, a small
// deflated file took gigabytes.
TEST_F(AnnotationFile, OneMadeToOverflowTheStackOrFillTheMemoryIsOneError) {
  write_file(
      seg_, hostile::with_meta("1.2.840.10008.1.2.1", hostile::nested(200000, hostile::Coding::explicit_vr)));
  test::expect_error([&] { read(); }, {"annotation.dcm", "100000 items", "leave it out"});
  write_file(seg_, hostile::deflated_bomb());
  test::expect_error([&] { read(); }, {"annotation.dcm", "deflated data set", "uncompressed"});
}

// Sizes were multiplied and handed to the decoder of run lengths, which allocates what a header asks for.
TEST_F(AnnotationFile, ASegThatClaimsMorePixelsThanAreReadIsRefusedBeforeTheyAreDecoded) {
  refuses(
      [](auto& data) {
        data.putAndInsertUint16(DCM_Rows, 65535);
        data.putAndInsertUint16(DCM_Columns, 65535);
      },
      {"NumberOfFrames", "Rows 65535 x Columns 65535", "are read", "export the segmentation again"});
}

// Between the two positive numbers 1e-310 mm and 1 mm an index overflows, and became a pixel's number.
TEST_F(AnnotationFile, ASegOfAbsurdGeometryIsRefused) {
  const auto shared = [](const DcmTagKey& sequence, const DcmTagKey& tag, const std::string& value) {
    return [=](DcmDataset& data) {
      DcmItem *groups = nullptr, *part = nullptr;
      data.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, groups, 0);
      groups->findAndGetSequenceItem(sequence, part, 0);
      fixture::set(*part, tag, value);
    };
  };
  for (const std::string spacing : {"1e-310\\1", "-0.5\\0.5", "0\\0.5", "1\\1e9"}) {
    refuses(shared(DCM_PixelMeasuresSequence, DCM_PixelSpacing, spacing),
            {"PixelSpacing of frame 1", "not positive", "export the segmentation again"});
  }
  refuses(shared(DCM_PixelMeasuresSequence, DCM_PixelSpacing, "nan\\1"), {"PixelSpacing of frame 1"});
  refuses(shared(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient, "1\\0\\0\\1\\0\\0"),
          {"ImageOrientationPatient of frame 1", "perpendicular"});
  refuses(
      [](DcmDataset& data) {
        DcmItem *groups = nullptr, *place = nullptr;
        data.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, groups, 0);
        groups->findAndGetSequenceItem(DCM_PlanePositionSequence, place, 0);
        fixture::set(*place, DCM_ImagePositionPatient, "0\\1e300\\0");
      },
      {"ImagePositionPatient of frame 1", "from the origin"});
}

// Each frame's groups and each contour were found by walking to them from the first: minutes for a file of
// some MB.
TEST_F(AnnotationFile, TensOfThousandsOfFramesOrContoursTakeSeconds) {
  const auto multiply = [](DcmItem& item, const DcmTagKey& tag, int count) {
    DcmSequenceOfItems* sequence = nullptr;
    ASSERT_TRUE(item.findAndGetSequence(tag, sequence).good());
    DcmItem first(*sequence->getItem(0));
    delete first.remove(DCM_DerivationImageSequence);
    while (sequence->card() > 0) delete sequence->remove(0UL);
    for (int i = 0; i < count; ++i) sequence->append(new DcmItem(first));
  };
  const auto seconds_to_read = [&] {
    const std::clock_t start = std::clock();  // of the processor: other work on the machine does not count
    read();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  write_seg_object();
  constexpr int frames = 24000, contours = 96000;
  fixture::edit(seg_, [&](DcmDataset& data) {
    multiply(data, DCM_PerFrameFunctionalGroupsSequence, frames);
    fixture::set(data, DCM_NumberOfFrames, std::to_string(frames));
    const std::vector<Uint8> bits(frames * 30 / 8, 0xFF);
    data.putAndInsertUint8Array(DCM_PixelData, bits.data(), bits.size());
  });
  EXPECT_LT(seconds_to_read(), 10);
  write_rtstruct({{"GTVnx", {square(2.5, 2.5, 3)}}});
  fixture::edit(seg_, [&](DcmDataset& data) {
    DcmItem* roi = nullptr;
    data.findAndGetSequenceItem(DCM_ROIContourSequence, roi, 0);
    multiply(*roi, DCM_ContourSequence, contours);
  });
  EXPECT_LT(seconds_to_read(), 10);
}

// DCMTK opened the source by itself to take over its attributes, on whatever stack there was.
TEST_F(AnnotationFile, ASourceOfManyNestedItemsCanBeWrittenOver) {
  const auto first = image_.sources.front().file;
  const auto bytes = read_file(first);
  const auto pixels = bytes.rfind(std::string("\xE0\x7F\x10\x00", 4));
  ASSERT_NE(pixels, std::string::npos);
  constexpr int levels = 60000;
  std::string nest = hostile::nested(levels, hostile::Coding::explicit_vr);
  for (int i = 0; i < levels; ++i)
    nest += hostile::tag(0xFFFE, 0xE00D) + std::string(4, '\0') + hostile::tag(0xFFFE, 0xE0DD) +
            std::string(4, '\0');
  write_file(first, bytes.substr(0, pixels) + nest + bytes.substr(pixels));
  write_seg_object();
  EXPECT_EQ(read().mask.labels, mask_.labels);
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
  const auto refused = [&](const std::vector<fixture::Roi>& rois, std::initializer_list<std::string> parts) {
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
  refused({{"GTVnx", {"1e300\\0\\0\\-1e300\\0\\0"}}}, {"contour 1 of ROI \"GTVnx\"", "image"});
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
