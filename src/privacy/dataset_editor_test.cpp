#include "privacy/dataset_editor.h"

#include <dcmtk/dcmdata/dctk.h>
#include <gtest/gtest.h>

#include "imaging/dicom_items.h"

namespace residuum::privacy {
namespace {

class DatasetEditor : public testing::Test {
 protected:
  void put(const DcmTagKey& tag, const char* value) {
    ASSERT_TRUE(data_.putAndInsertString(tag, value).good());
  }
  void edit(Retained retained = {}) {
    const auto identifiers = Identifiers::of(data_);
    tally_ = deidentify(data_, {profile_, key_, retained}, {"P007", 100}, identifiers);
  }
  std::string text(const DcmTagKey& tag) {
    return data_.tagExists(tag) ? imaging::text_of(data_, tag) : "absent";
  }
  std::string code(unsigned long number) {
    DcmItem* item = nullptr;
    return data_.findAndGetSequenceItem(DCM_DeidentificationMethodCodeSequence, item,
                                        static_cast<long>(number))
                   .good()
               ? imaging::text_of(*item, DCM_CodeValue)
               : "absent";
  }

  const Profile profile_ = Profile::read();
  const Key key_ = Key::random();
  DcmDataset data_;
  Tally tally_;
};

TEST_F(DatasetEditor, DoesWhatTheProfileSays) {
  put(DCM_PatientName, "Weissling^Ada");
  put(DCM_PatientID, "4711");
  put(DCM_StudyDate, "20190514");
  put(DCM_SeriesDate, "20190514");
  put(DCM_SOPClassUID, UID_MRImageStorage);
  put(DCM_SOPInstanceUID, "1.2.3.4");
  put(DCM_PatientSex, "F");
  put(DCM_PatientAge, "067Y");
  put(DCM_EchoTime, "11.5");
  edit();
  EXPECT_EQ(text(DCM_PatientName), "P007");
  EXPECT_EQ(text(DCM_PatientID), "P007");
  EXPECT_EQ(text(DCM_StudyDate), "");
  EXPECT_EQ(text(DCM_SeriesDate), "absent");
  EXPECT_EQ(text(DCM_SOPClassUID), UID_MRImageStorage);
  EXPECT_EQ(text(DCM_SOPInstanceUID), key_.new_uid("1.2.3.4"));
  EXPECT_EQ(text(DCM_PatientSex), "");
  EXPECT_EQ(text(DCM_PatientAge), "absent");
  EXPECT_EQ(text(DCM_EchoTime), "11.5");
  EXPECT_EQ(text(DCM_PatientIdentityRemoved), "YES");
  EXPECT_EQ(text(DCM_LongitudinalTemporalInformationModified), "REMOVED");
  EXPECT_EQ(code(0), "113100");
  EXPECT_EQ(code(1), "absent");
  EXPECT_EQ(tally_.elements('X'), 2u);
  EXPECT_EQ(tally_.elements('U'), 1u);
}

TEST_F(DatasetEditor, KeepsWhatTheOptionsAskForAndSaysSo) {
  put(DCM_PatientName, "Post^Ada");
  put(DCM_PatientSex, "F");
  put(DCM_PatientAge, "093Y");
  put(DCM_StudyDate, "20190514");
  put(DCM_StudyTime, "121314");
  put(DCM_SeriesDescription, "Ax T1 post for Weiss");
  edit({true, true, true});
  EXPECT_EQ(text(DCM_PatientSex), "F");
  EXPECT_EQ(text(DCM_PatientAge), "090Y");
  EXPECT_EQ(text(DCM_StudyDate), "20190203");  // Python: date(2019, 5, 14) - timedelta(100)
  EXPECT_EQ(text(DCM_StudyTime), "");
  EXPECT_EQ(text(DCM_SeriesDescription), "Ax T1") << "post is her name here";
  EXPECT_EQ(text(DCM_LongitudinalTemporalInformationModified), "MODIFIED");
  EXPECT_EQ(code(1), "113105");
  EXPECT_EQ(code(2), "113107");
  EXPECT_EQ(code(3), "113108");
}

TEST_F(DatasetEditor, LetsNoTextHideWhereItDoesNotBelong) {
  put(DCM_PatientName, "Weissling^Ada");
  put(DCM_ReceiveCoilName, "coil of WEISSLING");
  put(DCM_ManufacturerModelName, "M\xC3\xBCller");
  put(DCM_SequenceName, "tse2d");
  put(DCM_EchoTime, "11.5\\Ada");
  put(DCM_SpecificCharacterSet, "ISO_IR 192");
  auto* const rows = new DcmLongString(DcmTag(DCM_Columns, EVR_LO));
  ASSERT_TRUE(rows->putString("Ada").good());
  ASSERT_TRUE(data_.insert(rows).good());
  edit();
  EXPECT_EQ(text(DCM_ReceiveCoilName), "REMOVED");
  EXPECT_EQ(text(DCM_ManufacturerModelName), "REMOVED");
  EXPECT_EQ(text(DCM_SequenceName), "tse2d");
  EXPECT_EQ(text(DCM_EchoTime), "absent");
  EXPECT_EQ(text(DCM_Columns), "absent");
  EXPECT_EQ(text(DCM_SpecificCharacterSet), "absent");
}

TEST_F(DatasetEditor, RemovesPrivateAndUnknownAttributesInSequencesToo) {
  DcmItem* item = nullptr;
  ASSERT_TRUE(data_.findOrCreateSequenceItem(DCM_SharedFunctionalGroupsSequence, item).good());
  ASSERT_TRUE(item->putAndInsertString(DcmTag(0x2005, 0x0010, EVR_LO), "ACME").good());
  ASSERT_TRUE(item->putAndInsertString(DCM_PatientComments, "of the mayor").good());
  ASSERT_TRUE(item->putAndInsertString(DCM_FrameType, "ORIGINAL").good());
  put(DCM_AcquisitionDateTime, "20190514101112");
  edit();
  ASSERT_TRUE(data_.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, item).good());
  EXPECT_EQ(item->card(), 1u);
  EXPECT_EQ(text(DCM_AcquisitionDateTime), "19000101000000") << "a multi-frame image must have one";
}

TEST_F(DatasetEditor, CutsOffWhatLiesBehindThePixels) {
  data_.putAndInsertUint16(DCM_Rows, 2);
  data_.putAndInsertUint16(DCM_Columns, 2);
  data_.putAndInsertUint16(DCM_BitsAllocated, 16);
  const std::vector<Uint16> stored{1, 2, 3, 4, 0x6441, 0x6C61};
  data_.putAndInsertUint16Array(DCM_PixelData, stored.data(), stored.size());
  edit();
  const Uint16* pixels = nullptr;
  unsigned long count = 0;
  ASSERT_TRUE(data_.findAndGetUint16Array(DCM_PixelData, pixels, &count).good());
  EXPECT_EQ(std::vector<Uint16>(pixels, pixels + count), (std::vector<Uint16>{1, 2, 3, 4}));
}

TEST_F(DatasetEditor, CountsAndNeverShowsAValue) {
  put(DCM_PatientName, "Weissling^Ada");
  put(DCM_InstitutionName, "Klinikum Westwinkel");
  edit();
  Tally all;
  all.add_file(tally_);
  all.add_file(tally_);
  const auto table = all.table();
  EXPECT_EQ(table.to_string().find("Westwinkel"), std::string::npos);
  std::size_t row = 0;
  while (row < table.row_count() && table.cell(row, "name") != "InstitutionName") ++row;
  ASSERT_LT(row, table.row_count());
  EXPECT_EQ(table.cell(row, "tag"), "(0008,0080)");
  EXPECT_EQ(table.cell(row, "action"), "X");
  EXPECT_EQ(table.cell(row, "files"), "2");
}

TEST_F(DatasetEditor, ADataSetThatWasDeidentifiedBeforeIsNoTrouble) {
  put(DCM_PatientName, "REMOVED");
  put(DCM_PatientBirthDate, "19000101");
  const auto identifiers = Identifiers::of(data_);
  EXPECT_FALSE(identifiers.stand_in("REMOVED 19000101", "P001"));
}

TEST(Identifiers, AreFoundWholeInBytes) {
  DcmDataset data;
  data.putAndInsertString(DCM_PatientName, "Weissling^Ada");
  data.putAndInsertString(DCM_StudyInstanceUID, "1.2.826.0.1.3680043.7");
  const auto identifiers = Identifiers::of(data);
  EXPECT_TRUE(identifiers.stand_in("xx 1.2.826.0.1.3680043.7\\", "P001"));
  EXPECT_FALSE(identifiers.stand_in("1.2.826.0.1.3680043.77", "P001")) << "another UID";
  EXPECT_TRUE(identifiers.stand_in("by Weissling^Ada.", "P001") ||
              identifiers.stand_in("Weissling^Ada", "P001"));
  EXPECT_FALSE(identifiers.stand_in("Weissling^Ada", "Weissling^Ada"));
}

}  // namespace
}  // namespace residuum::privacy
