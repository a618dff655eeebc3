#include "imaging/dicom_writer.h"

#include <dcmtk/dcmdata/dctk.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::imaging {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

DicomIdentity identity() {
  return {"Müller^Anna",
          "P001",
          "19700131",
          "F",
          "20200102",
          "101530",
          "Phantom Hospital",
          make_uid("study"),
          make_uid("series"),
          make_uid("frame"),
          "Neck"};
}

Acquisition acquisition() {
  Acquisition a{};
  a.manufacturer = "Residuum";
  a.model = "Phantom";
  a.series_description = "T1 TSE +C";
  a.sequence_name = "tse";
  a.scanning_sequence = "SE";
  a.contrast_agent = "Gd-DTPA";
  a.field_strength_t = 1.5;
  a.repetition_time_ms = 560;
  a.echo_time_ms = 11.5;
  a.inversion_time_ms = unknown;
  a.flip_angle_deg = unknown;
  a.slice_thickness_mm = 4.5;
  return a;
}

// 5 columns, 4 rows, 3 slices, turned by 10 degrees about the x axis, every voxel of another value.
Volume volume() {
  Volume v;
  const double c = std::cos(0.17453292519943295), s = std::sin(0.17453292519943295);
  v.geometry = {
      {5, 4, 3}, {0.46875, 0.5, 5}, {-120.3333333333333, 1.0 / 3, -7}, {{{1, 0, 0}, {0, c, -s}, {0, s, c}}}};
  for (std::size_t i = 0; i < v.geometry.voxels(); ++i) v.voxels.push_back(static_cast<float>(i * 69));
  return v;
}

std::string text_of(DcmItem& item, const DcmTagKey& key) {
  OFString value;
  return item.findAndGetOFStringArray(key, value).good() ? value.c_str() : "absent";
}

class DicomWriter : public testing::Test {
 protected:
  DcmDataset& load(const std::string& name) {
    EXPECT_TRUE(file_.loadFile((folder_.path() / name).c_str()).good());
    return *file_.getDataset();
  }

  test::TemporaryFolder folder_;
  DcmFileFormat file_;
};

TEST_F(DicomWriter, KeepsVoxelsAndGeometry) {
  const auto wanted = volume();
  write_mr_series(folder_.path(), wanted, acquisition(), identity());
  auto& data = load("IM00002.dcm");
  EXPECT_EQ(text_of(data, DCM_PixelSpacing), "0.5\\0.46875");  // between rows first
  double value = 0;
  const Vec3 position = wanted.geometry.voxel_to_world({0, 0, 1});
  for (unsigned long i = 0; i < 3; ++i) {
    ASSERT_TRUE(data.findAndGetFloat64(DCM_ImagePositionPatient, value, i).good());
    EXPECT_NEAR(value, position[i], 1e-9);
    ASSERT_TRUE(data.findAndGetFloat64(DCM_ImageOrientationPatient, value, i).good());
    EXPECT_NEAR(value, wanted.geometry.direction[i][0], 1e-9);
    ASSERT_TRUE(data.findAndGetFloat64(DCM_ImageOrientationPatient, value, i + 3).good());
    EXPECT_NEAR(value, wanted.geometry.direction[i][1], 1e-9);
  }
  EXPECT_EQ(text_of(data, DCM_Rows), "4");
  EXPECT_EQ(text_of(data, DCM_Columns), "5");
  EXPECT_EQ(text_of(data, DCM_SliceThickness), "4.5");
  EXPECT_EQ(text_of(data, DCM_SpacingBetweenSlices), "5");
  EXPECT_EQ(text_of(data, DCM_InstanceNumber), "2");
  const Uint16* pixels = nullptr;
  unsigned long count = 0;
  ASSERT_TRUE(data.findAndGetUint16Array(DCM_PixelData, pixels, &count).good());
  ASSERT_EQ(count, 20u);
  for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(pixels[i], wanted.slice(1)[i]);
}

TEST_F(DicomWriter, DescribesPatientAndAcquisition) {
  write_mr_series(folder_.path(), volume(), acquisition(), identity());
  auto& data = load("IM00001.dcm");
  EXPECT_EQ(text_of(data, DCM_SOPClassUID), UID_MRImageStorage);
  EXPECT_EQ(text_of(data, DCM_SpecificCharacterSet), "ISO_IR 192");
  EXPECT_EQ(text_of(data, DCM_PatientName), "Müller^Anna");
  EXPECT_EQ(text_of(data, DCM_SeriesInstanceUID), make_uid("series"));
  EXPECT_EQ(text_of(data, DCM_RepetitionTime), "560");
  EXPECT_EQ(text_of(data, DCM_EchoTime), "11.5");
  EXPECT_EQ(text_of(data, DCM_ContrastBolusAgent), "Gd-DTPA");
  EXPECT_EQ(text_of(data, DCM_FlipAngle), "absent");         // type 3 and not known
  EXPECT_EQ(text_of(data, DCM_InversionTime), "absent");     // no inversion recovery
  EXPECT_EQ(text_of(data, DCM_ReferringPhysicianName), "");  // type 2: there, and empty
  // numpy.percentile(69 * arange(60), [1, 99.5]) = 40.71, 4050.645.
  EXPECT_EQ(text_of(data, DCM_WindowCenter), "2046");
  EXPECT_EQ(text_of(data, DCM_WindowWidth), "4010");
  EXPECT_EQ(text_of(*file_.getMetaInfo(), DCM_ImplementationClassUID),
            make_uid("residuum implementation class"));
  EXPECT_NE(text_of(*file_.getMetaInfo(), DCM_FileMetaInformationGroupLength), "absent");
  EXPECT_EQ(text_of(*file_.getMetaInfo(), DCM_TransferSyntaxUID), UID_LittleEndianExplicitTransferSyntax);
}

TEST_F(DicomWriter, HasNoContrastModuleWithoutContrast) {
  auto plain = acquisition();
  plain.contrast_agent.clear();
  write_mr_series(folder_.path(), volume(), plain, identity());
  EXPECT_EQ(text_of(load("IM00001.dcm"), DCM_ContrastBolusAgent), "absent");
}

TEST_F(DicomWriter, WritesTheSameBytesTwiceAndNothingElse) {
  write_mr_series(folder_.path() / "a", volume(), acquisition(), identity());
  write_mr_series(folder_.path() / "b", volume(), acquisition(), identity());
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder_.path() / "a")) {
    EXPECT_EQ(read_file(entry.path()), read_file(folder_.path() / "b" / entry.path().filename()));
    ++files;
  }
  EXPECT_EQ(files, 3u);
  EXPECT_NE(text_of(load("a/IM00001.dcm"), DCM_SOPInstanceUID),
            text_of(load("a/IM00002.dcm"), DCM_SOPInstanceUID));
}

TEST_F(DicomWriter, RefusesWhatTwelveBitsCannotHold) {
  for (const float bad : {-1.0F, 4096.0F, 0.5F, std::numeric_limits<float>::quiet_NaN()}) {
    auto v = volume();
    v.voxels[7] = bad;
    test::expect_error([&] { write_mr_series(folder_.path(), v, acquisition(), identity()); }, {"0 to 4095"});
  }
  auto v = volume();
  v.voxels.pop_back();
  test::expect_error([&] { write_mr_series(folder_.path(), v, acquisition(), identity()); }, {"59 voxels"});
}

TEST_F(DicomWriter, RefusesValuesThatAttributesCannotHold) {
  auto who = identity();
  who.birth_date = "31.1.1970";
  test::expect_error([&] { write_mr_series(folder_.path(), volume(), acquisition(), who); },
                     {"PatientBirthDate"});
  who = identity();
  who.patient_id = "P\\1";
  test::expect_error([&] { write_mr_series(folder_.path(), volume(), acquisition(), who); }, {"PatientID"});
  who = identity();
  who.series_uid = "series";
  test::expect_error([&] { write_mr_series(folder_.path(), volume(), acquisition(), who); }, {"series UID"});
  auto v = volume();
  v.geometry.origin[0] = std::numeric_limits<double>::infinity();
  test::expect_error([&] { write_mr_series(folder_.path(), v, acquisition(), identity()); }, {"finite"});
}

TEST(MakeUid, IsAVersion8UuidInDecimal) {
  // Golden: Python, u = int(sha256(b"study").hexdigest()[:32], 16) with version 8 and variant 2 set by uuid's
  // layout.
  EXPECT_EQ(make_uid("study"), "2.25.16656513221310906142190689844187831961");
  EXPECT_NE(make_uid("study"), make_uid("series"));
  EXPECT_LE(make_uid("x").size(), 64u);
}

}  // namespace
}  // namespace residuum::imaging
