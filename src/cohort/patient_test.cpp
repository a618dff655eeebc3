#include "cohort/patient.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "imaging/dicom_writer.h"
#include "temporary_folder.h"

namespace residuum::cohort {
namespace {

const TableFormat format{{"CCRT", "IC+CCRT"}};

// A study folder with empty image folders images/1 ... images/3 and two files in masks/: reading the table
// opens none of them.
class CohortTable : public testing::Test {
 protected:
  CohortTable() : study_(folder_.path() / "study") {
    for (const char* name : {"1", "2", "3"}) fs::create_directories(study_ / "images" / name);
    fs::create_directories(folder_.path() / "elsewhere");
    write_file(study_ / "masks" / "1.nii.gz", "");
    write_file(study_ / "masks" / "2.nii.gz", "");
  }

  std::vector<Patient> read(const std::string& text, const TableFormat& wanted = format) {
    write_file(study_ / "cohort.csv", text);
    return read_cohort(study_ / "cohort.csv", wanted).patients();
  }

  // Of one row under the needed columns.
  std::vector<Patient> read_row(const std::string& row) {
    return read("id,regimen,outcome,series\n" + row + "\n");
  }

  void refuse(const std::string& text, std::initializer_list<std::string> parts) {
    test::expect_error([&] { read(text); }, parts);
  }
  void refuse_row(const std::string& row, std::initializer_list<std::string> parts) {
    test::expect_error([&] { read_row(row); }, parts);
  }

  test::TemporaryFolder folder_;
  fs::path study_;
};

TEST_F(CohortTable, ReadsEveryColumn) {
  const auto patients = read(
      "id,regimen,outcome,series,mask,age,sex,ajcc_stage,t_stage,n_stage,ebv_dna,site\n"
      "P001,CCRT,NRT,images/1,masks/1.nii.gz,54.5,M,III,T3,N1,2300,\"A, east\"\n"
      "P002,IC+CCRT,rt,images/2,,,,,,,,\n"
      "P003,CCRT,,images/3,,61,F,IVA,T4,N2,,\n");
  ASSERT_EQ(patients.size(), 3u);
  const auto& first = patients[0];
  EXPECT_EQ(first.id, "P001");
  EXPECT_EQ(first.regimen, "CCRT");
  EXPECT_EQ(first.outcome, Outcome::nrt);
  EXPECT_EQ(first.image, fs::canonical(study_ / "images" / "1"));
  EXPECT_TRUE(first.files.empty());
  EXPECT_EQ(first.mask, fs::canonical(study_ / "masks" / "1.nii.gz"));
  EXPECT_TRUE(first.outlined());
  EXPECT_EQ(first.age, 54.5);
  EXPECT_EQ(first.sex + first.ajcc_stage + first.t_stage + first.n_stage, "MIIIT3N1");
  EXPECT_EQ(first.covariates, (std::map<std::string, std::string>{{"ebv_dna", "2300"}, {"site", "A, east"}}));

  EXPECT_EQ(patients[1].outcome, Outcome::rt);
  EXPECT_FALSE(patients[1].outlined());
  EXPECT_EQ(patients[1].age, std::nullopt);

  EXPECT_EQ(patients[2].outcome, std::nullopt);
}

TEST_F(CohortTable, ReadsTheOutcomeColumnOfTheStudy) {
  const TableFormat mri{{"CCRT"}, "mri_6_months"};
  const auto patients = read("id,regimen,mri_6_months,series,outcome\nP1,CCRT,Nrt,images/1,alive\n", mri);
  EXPECT_EQ(patients[0].outcome, Outcome::nrt);
  EXPECT_EQ(patients[0].covariates.at("outcome"), "alive");
}

TEST_F(CohortTable, NeedsItsColumnsAndRows) {
  refuse("regimen,outcome,series\n", {"cohort.csv, line 1", "column id is missing"});
  refuse("id,outcome,series\n", {"column regimen is missing"});
  refuse("id,regimen,series\n", {"column outcome is missing"});
  refuse("id,regimen,outcome\n", {"column series is missing"});
  refuse("id,regimen,outcome,series\n", {"cohort.csv", "no patient"});
  test::expect_error([&] { read_cohort(folder_.path() / "none.csv", format); }, {"none.csv", "no such file"});
}

TEST_F(CohortTable, NeedsIdsFitForFileNames) {
  for (const std::string id : {"", ".", "..", ".hidden", "-rf", "a/b", "a b", "Zoë", "<b>"}) {
    refuse_row(id + ",CCRT,NRT,images/1", {"cohort.csv, line 2, column id"});
  }
  refuse_row(std::string(65, 'x') + ",CCRT,NRT,images/1", {"line 2, column id", "at most 64"});
  EXPECT_EQ(read_row(std::string(64, 'x') + ",CCRT,NRT,images/1").size(), 1u);
}

// p1.png is P1.png on some file systems.
TEST_F(CohortTable, RefusesAnIdTwiceWhateverItsCase) {
  for (const std::string id : {"P1", "p1"}) {
    refuse("id,regimen,outcome,series\nP1,CCRT,NRT,images/1\n" + id + ",CCRT,RT,images/2\n",
           {"cohort.csv, line 3, column id", id, "twice"});
  }
}

TEST_F(CohortTable, RefusesUnknownValues) {
  refuse_row("P1,RT alone,NRT,images/1", {"line 2, column regimen", "\"RT alone\"", "CCRT, IC+CCRT"});
  refuse_row("P1,ccrt,NRT,images/1", {"line 2, column regimen", "\"ccrt\""});
  refuse_row("P1,CCRT,CR,images/1", {"line 2, column outcome", "\"CR\"", "NRT, RT or nothing"});
  for (const std::string age : {"old", "999", "-1", "nan"}) {
    refuse("id,regimen,outcome,series,age\nP1,CCRT,NRT,images/1," + age + "\n", {"line 2, column age"});
  }
}

TEST_F(CohortTable, NeedsAnImageThatIsThere) {
  refuse_row("P1,CCRT,NRT,", {"line 2, column series", "empty"});
  refuse_row("P1,CCRT,NRT,images/4", {"line 2, column series", "\"images/4\" is not there"});
  refuse("id,regimen,outcome,series,mask\nP1,CCRT,NRT,images/1,masks/4.nii\n",
         {"line 2, column mask", "\"masks/4.nii\" is not there"});
  fs::remove_all(study_ / "images");
  refuse_row("P1,CCRT,NRT,1.2.3", {"line 2, column series", "\"images\" is not there"});
}

TEST_F(CohortTable, StaysInsideTheStudyFolder) {
  fs::create_directory_symlink(folder_.path() / "elsewhere", study_ / "images" / "link");
  // A neighbour whose name begins as the study's does is outside as well.
  fs::create_directories(folder_.path() / "study-2");
  for (const std::string path :
       {"../elsewhere", "images/../../elsewhere", "images/link", "..", "../study-2"}) {
    refuse_row("P1,CCRT,NRT," + path, {"line 2, column series", path, "outside the study folder"});
    refuse("id,regimen,outcome,series,mask\nP1,CCRT,NRT,images/1," + path + "\n",
           {"line 2, column mask", "outside"});
  }
  const std::string absolute = (study_ / "images" / "1").string();
  refuse_row("P1,CCRT,NRT," + absolute,
             {"line 2, column series", "absolute", "from the folder of cohort.csv"});
  EXPECT_EQ(read_row("P1,CCRT,NRT,images/../images/1")[0].image, fs::canonical(study_ / "images" / "1"));
}

TEST_F(CohortTable, TellsUidsFromPaths) {
  fs::create_directories(study_ / "7");
  EXPECT_EQ(read_row("P1,CCRT,NRT,7")[0].image, fs::canonical(study_ / "7"));
  refuse_row("P1,CCRT,NRT,1.2.840.10008", {"line 2, column series", "images", "no DICOM image found"});
  for (const std::string text : {"1..2", "1.2.", ".1.2", "1.2/3"}) {
    refuse_row("P1,CCRT,NRT," + text, {"line 2, column series", "is not there"});
  }
}

TEST_F(CohortTable, FindsASeriesByItsUidWhereverItsFilesLie) {
  const auto write = [&](const fs::path& folder, const std::string& series) {
    imaging::Volume volume{{{4, 4, 2}, {1, 1, 5}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, {}};
    for (int i = 0; i < 32; ++i) volume.voxels.push_back(static_cast<float>(i + series.size()));
    imaging::Acquisition how{};
    imaging::write_mr_series(
        folder, volume, how,
        {"A", "A", "19700101", "F", "20200101", "101010", "A", imaging::make_uid("study"),
         imaging::make_uid(series), imaging::make_uid("frame"), ""});
  };
  write(study_ / "images" / "1", "a");
  write(study_ / "images" / "1" / "deeper", "bb");
  const auto patients = read("id,regimen,outcome,series\nP1,CCRT,NRT," + imaging::make_uid("bb") +
                             "\nP2,CCRT,RT," + imaging::make_uid("a") + "\n");
  EXPECT_TRUE(patients[0].image.empty());
  EXPECT_EQ(patients[0].files.size(), 2u);
  EXPECT_EQ(load_image(patients[0]).volume.voxels[0], 2);
  EXPECT_EQ(load_image(patients[1]).volume.voxels[0], 1);
  refuse_row("P1,CCRT,NRT,1.2.3", {"line 2, column series", "no series of this SeriesInstanceUID"});
  refuse("id,regimen,outcome,series\nP1,CCRT,NRT," + imaging::make_uid("a") + "\nP2,CCRT,RT," +
             imaging::make_uid("a") + "\n",
         {"line 3, column series", "the same series as patient P1"});
}

TEST_F(CohortTable, RefusesAColumnThatIsNearlyOneOfItsOwn) {
  for (const std::string column : {"Mask", "masks", "Age", "t-stage", "ajcc stage"}) {
    refuse("id,regimen,outcome,series," + column + "\nP1,CCRT,NRT,images/1,\n",
           {"line 1", "\"" + column + "\"", "did you mean"});
  }
  EXPECT_EQ(read("id,regimen,outcome,series,site\nP1,CCRT,NRT,images/1,A\n")[0].covariates.at("site"), "A");
}

TEST_F(CohortTable, RefusesASeriesOrMaskTwice) {
  const std::string header = "id,regimen,outcome,series,mask\n";
  refuse(header + "P1,CCRT,NRT,images/1,\nP2,CCRT,RT,images/../images/1/,\n",
         {"line 3, column series", "the same series as patient P1"});
  refuse(header + "P1,CCRT,NRT,images/1,masks/1.nii.gz\nP2,CCRT,RT,images/2,masks/1.nii.gz\n",
         {"line 3, column mask", "the same mask as patient P1"});
}

TEST_F(CohortTable, ImageErrorsNameThePatient) {
  const auto patients = read_row("P1,CCRT,NRT,images/1");
  test::expect_error([&] { load_image(patients[0]); }, {"patient P1: "});
  auto outlined = patients[0];
  outlined.mask = study_ / "masks" / "1.nii.gz";
  test::expect_error([&] { load_mask(outlined, {}); }, {"patient P1: "});
}

}  // namespace
}  // namespace residuum::cohort
