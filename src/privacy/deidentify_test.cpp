#include "privacy/deidentify.h"

#include <dcmtk/dcmdata/dctk.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/csv.h"
#include "expect_error.h"
#include "imaging/dicom_items.h"
#include "imaging/dicom_writer.h"
#include "temporary_folder.h"

namespace residuum::privacy {
namespace {

class Deidentify : public testing::Test {
 protected:
  Deidentify() {
    write_patient("4711", "b");
    write_patient("0815", "a");
    request_.in = in_;
    request_.out = out_;
  }

  void write_patient(const std::string& id, const std::string& folder) const {
    imaging::Volume volume;
    volume.geometry = {{4, 3, 2}, {1, 1, 5}, {0, 0, 0}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
    for (std::size_t i = 0; i < volume.geometry.voxels(); ++i) volume.voxels.push_back(static_cast<float>(i));
    imaging::Acquisition acquisition{};
    acquisition.slice_thickness_mm = 5;
    acquisition.contrast_agent = "Gadolin";
    imaging::write_mr_series(in_ / folder, volume, acquisition,
                             {"Weissling^" + id, id, "19480317", "F", "20190514", "101010", "Klinikum",
                              imaging::make_uid("study" + id), imaging::make_uid("series" + id),
                              imaging::make_uid("frame" + id), ""});
  }

  // Changes one attribute of a/IM00001.dcm.
  void change(const DcmTagKey& tag, const char* value) const {
    const auto path = in_ / "a" / "IM00001.dcm";
    DcmFileFormat file;
    ASSERT_TRUE(file.loadFile(path.c_str()).good());
    ASSERT_TRUE(file.loadAllDataIntoMemory().good());
    ASSERT_TRUE(file.getDataset()->putAndInsertString(tag, value).good());
    ASSERT_TRUE(file.saveFile(path.c_str()).good());
  }

  void expect_refused(std::initializer_list<std::string> parts) const {
    test::expect_error([&] { deidentify_folder(request_); }, parts);
    EXPECT_FALSE(fs::exists(out_));
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      EXPECT_FALSE(entry.path().filename().string().starts_with(".tmp-")) << "half of something is left";
    }
  }

  static std::string value(const fs::path& path, const DcmTagKey& tag) {
    DcmFileFormat file;
    EXPECT_TRUE(file.loadFile(path.c_str()).good()) << path;
    return imaging::text_of(*file.getDataset(), tag);
  }

  test::TemporaryFolder folder_;
  const fs::path in_ = folder_.path() / "in", out_ = folder_.path() / "out";
  Request request_;
};

TEST_F(Deidentify, NumbersPatientsSeriesAndFiles) {
  write_file(in_ / "notes.txt", "of Weissling");
  fs::create_symlink(in_ / "notes.txt", in_ / "link");
  fs::copy(in_ / "a" / "IM00001.dcm", in_ / "a" / "again.dcm");
  const auto outcome = deidentify_folder(request_);
  EXPECT_EQ(outcome.files, 4u);
  EXPECT_EQ(outcome.patients, 2u);
  EXPECT_EQ(outcome.not_dicom, 1u);
  EXPECT_EQ(outcome.links, 1u);
  EXPECT_EQ(outcome.twice, 1u);
  EXPECT_EQ(value(out_ / "P001" / "series-1" / "000002.dcm", DCM_InstanceNumber), "2");
  EXPECT_EQ(value(out_ / "P001" / "series-1" / "000001.dcm", DCM_PatientID), "P001");
  EXPECT_EQ(value(out_ / "P001" / "series-1" / "000001.dcm", DCM_ContrastBolusAgent), "REMOVED");
  EXPECT_TRUE(fs::exists(out_ / "P002" / "series-1" / "000001.dcm"));
}

TEST_F(Deidentify, GivesTheSameUnderTheSameKeyAndOtherUidsUnderAnother) {
  const auto uid = [&](const std::string& out) {
    request_.out = folder_.path() / out;
    deidentify_folder(request_);
    return value(request_.out / "P001" / "series-1" / "000001.dcm", DCM_SeriesInstanceUID);
  };
  EXPECT_NE(uid("one"), uid("two")) << "a key of each call's own";
  write_file(folder_.path() / "key", std::string(32, 'k'));
  request_.key = folder_.path() / "key";
  EXPECT_EQ(uid("three"), uid("four"));
  EXPECT_EQ(read_file(folder_.path() / "three" / "P002" / "series-1" / "000002.dcm"),
            read_file(folder_.path() / "four" / "P002" / "series-1" / "000002.dcm"));
}

TEST_F(Deidentify, TakesIdsFromATableAndWritesAMapThatIsOne) {
  request_.ids = folder_.path() / "ids.csv";
  write_file(request_.ids, "patient_id,id\n0815,S-12\n4711,S-07\n");
  request_.map = folder_.path() / "map.csv";
  deidentify_folder(request_);
  EXPECT_TRUE(fs::exists(out_ / "S-12" / "series-1" / "000001.dcm"));
  const auto map = CsvTable::read(request_.map);
  EXPECT_EQ(map.cell(0, "patient_id"), "0815");
  EXPECT_EQ(map.cell(0, "id"), "S-12");
  EXPECT_EQ(fs::status(request_.map).permissions() & fs::perms::all,
            fs::perms::owner_read | fs::perms::owner_write);
  request_.ids = request_.map;
  request_.map.clear();
  request_.out = folder_.path() / "again";
  EXPECT_EQ(deidentify_folder(request_).patients, 2u);
}

TEST_F(Deidentify, RefusesATableThatDoesNotDo) {
  request_.ids = folder_.path() / "ids.csv";
  for (const auto& [text, part] :
       {std::pair{"patient_id,id\n0815,S1\n", "the patient of this file is not in"},
        {"patient_id,id\n0815,S1\n4711,S1\n", "the id stands twice"},
        {"patient_id,id\n0815,0815\n", "the id is the patient_id itself"},
        {"patient_id,id\n0815,../x\n", "letters, digits"},
        {"patient,id\n0815,S1\n", "no column patient_id"}}) {
    write_file(request_.ids, text);
    expect_refused({part});
  }
}

TEST_F(Deidentify, RefusesPixelsThatMayShowANameUnlessTheyWereLookedAt) {
  for (const auto& [tag, text, part] :
       {std::tuple{DCM_BurnedInAnnotation, "YES", "BurnedInAnnotation is YES"},
        {DCM_RecognizableVisualFeatures, "YES", "RecognizableVisualFeatures is YES"},
        {DCM_ConversionType, "WSD", "ConversionType"},
        {DCM_ImageType, "DERIVED\\SECONDARY\\SCREEN SAVE", "a screenshot"},
        {DCM_SOPClassUID, UID_SecondaryCaptureImageStorage, "a secondary capture"}}) {
    write_patient("0815", "a");
    change(tag, text);
    expect_refused({"1 file(s)", "IM00001.dcm", part, "--allow-burnt-in"});
  }
  request_.allow_burnt_in = true;
  EXPECT_EQ(deidentify_folder(request_).files, 4u);
}

TEST_F(Deidentify, RefusesReportsDocumentsAndUnknownObjectsOrLeavesThemOut) {
  for (const auto& [uid, part] : {std::pair{UID_BasicTextSRStorage, "a structured report"},
                                  {UID_EncapsulatedPDFStorage, "an encapsulated document"},
                                  {UID_UltrasoundImageStorage, "MR, CT, SEG and RTSTRUCT are taken"}}) {
    change(DCM_SOPClassUID, uid);
    expect_refused({"IM00001.dcm", part, "--skip-refused"});
  }
  request_.skip_refused = true;
  const auto outcome = deidentify_folder(request_);
  EXPECT_EQ(outcome.files, 3u);
  EXPECT_EQ(outcome.refused.size(), 1u);
}

TEST_F(Deidentify, NamesADamagedFileByItsPlaceAlone) {
  fs::resize_file(in_ / "b" / "IM00002.dcm", 400);
  expect_refused({"b/IM00002.dcm", "truncated or damaged"});
  write_patient("4711", "b");
  fs::resize_file(in_ / "b" / "IM00002.dcm", fs::file_size(in_ / "b" / "IM00002.dcm") - 4);
  try {
    deidentify_folder(request_);
    ADD_FAILURE() << "pixels that are cut off were taken";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("b/IM00002.dcm"), std::string::npos);
    EXPECT_EQ(std::string(error.what()).find("Weissling"), std::string::npos);
  }
  EXPECT_FALSE(fs::exists(out_));
}

TEST_F(Deidentify, RefusesTwoDifferentFilesOfOneInstance) {
  fs::copy(in_ / "a" / "IM00001.dcm", in_ / "a" / "other.dcm");
  change(DCM_EchoTime, "77");
  expect_refused({"two different files of one SOP instance"});
}

TEST_F(Deidentify, KeepsMapAndOutputApartAndOverwritesNothing) {
  request_.map = out_ / "map.csv";
  expect_refused({"must not lie within"});
  request_.map = folder_.path() / "map.csv";
  write_file(request_.map, "older");
  expect_refused({"exists", "the only way back"});
  request_.map.clear();
  request_.out = in_ / "out";
  expect_refused({"lies within"});
  request_.out = folder_.path() / "full";
  write_file(request_.out / "file", "x");
  expect_refused({"not an empty folder"});
  request_.in = folder_.path() / "none";
  request_.out = out_;
  expect_refused({"no such file or folder"});
}

}  // namespace
}  // namespace residuum::privacy
