#include "phantom/phantom.h"

#include <gtest/gtest.h>

#include <map>

#include "cohort/date.h"
#include "core/csv.h"
#include "core/error.h"
#include "imaging/mask_file.h"
#include "imaging/series.h"
#include "phantom/study_writer.h"
#include "phantom/truth.h"
#include "temporary_folder.h"

namespace residuum::phantom {
namespace {

class Phantom : public testing::Test {
 protected:
  fs::path write(const std::string& name, const Options& options) const {
    write_study(folder_ / name, options);
    return folder_ / name;
  }

  static std::map<std::string, std::string> hashes(const fs::path& study) {
    std::map<std::string, std::string> result;
    for (const auto& entry : fs::recursive_directory_iterator(study)) {
      if (entry.is_regular_file()) {
        result[fs::relative(entry.path(), study).string()] = sha256_of_file(entry.path());
      }
    }
    return result;
  }

  const test::TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path();
};
using PhantomIntegration = Phantom;

constexpr Options small{.patients = 3, .labelled = 2, .matrix = 64, .seed = 9, .threads = 1};

TEST_F(Phantom, SameOptionsSameBytesOnAnyNumberOfThreads) {
  Options parallel = small;
  parallel.threads = 3;
  const auto one = hashes(write("one", small)), three = hashes(write("three", parallel));
  EXPECT_GT(one.size(), 60u);
  EXPECT_EQ(one, three);
}

// As many slices as are asked for, over the same extent; all that was drawn stays.
TEST_F(Phantom, HasAsManySlicesAsAreAskedFor) {
  Options many = small;
  many.slices = 40;
  const fs::path a = write("a", small), b = write("b", many);
  EXPECT_EQ(read_file(a / "truth.csv"), read_file(b / "truth.csv"));
  EXPECT_EQ(read_file(a / "cohort.csv"), read_file(b / "cohort.csv"));
  const auto few = imaging::read_image(a / "images/P001/ax_t1_c").volume.geometry;
  const auto of_b = imaging::read_image(b / "images/P001/ax_t1_c").volume.geometry;
  EXPECT_EQ(of_b.size[2], 40u);
  EXPECT_NEAR(of_b.spacing[2] * 39, few.spacing[2] * static_cast<double>(few.size[2] - 1), 1e-3);
}

TEST_F(Phantom, AnotherSeedIsAnotherStudy) {
  Options other = small;
  other.seed = 10;
  const fs::path a = write("a", small), b = write("b", other);
  EXPECT_NE(read_file(a / "truth.csv"), read_file(b / "truth.csv"));
  EXPECT_NE(sha256_of_file(a / "images/P001/ax_t1_c/IM00001.dcm"),
            sha256_of_file(b / "images/P001/ax_t1_c/IM00001.dcm"));
}

TEST_F(Phantom, TablesAgreeWithEachOtherAndWithTheTruth) {
  const fs::path study = write("study", small);
  const CsvTable cohort = CsvTable::read(study / "cohort.csv"), truth = CsvTable::read(study / "truth.csv");
  const auto records = truth_table(3, small.seed, 1);
  ASSERT_EQ(cohort.row_count(), 3u);
  ASSERT_EQ(truth.row_count(), 3u);
  int masks = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(cohort.cell(i, "id"), truth.cell(i, "id"));
    const std::string regimen = cohort.cell(i, "regimen");
    EXPECT_EQ(cohort.cell(i, "outcome"), truth.cell(i, "rt_" + regimen) == "1" ? "RT" : "NRT");
    EXPECT_NEAR(*truth.number(i, "p_rt_IC+CCRT"), records[i].p_rt[1], 1e-6);
    EXPECT_NEAR(*truth.number(i, "volume_ml"), records[i].tumour.volume_ml, 1e-3);
    EXPECT_TRUE(fs::is_directory(study / cohort.cell(i, "series")));
    const std::string mask = cohort.cell(i, "mask");
    masks += mask.empty() ? 0 : 1;
    EXPECT_EQ(!mask.empty(), fs::exists(study / "masks" / (cohort.cell(i, "id") + ".nii.gz")));
    EXPECT_LT(cohort.cell(i, "mr_date"), cohort.cell(i, "treatment_start"));
    EXPECT_LT(cohort.cell(i, "treatment_start"), cohort.cell(i, "radiotherapy_end"));
    EXPECT_LT(cohort.cell(i, "radiotherapy_end"), cohort.cell(i, "followup_mr_date"));
  }
  EXPECT_EQ(masks, 2);
  EXPECT_NE(read_file(study / "study.toml").find("seed = 9\n"), std::string::npos);
}

// The rules in its study.toml; study.toml itself is read by rooms above this one.
TEST(PhantomTruth, EveryPatientIsEligible) {
  const auto date = [](const std::string& text) { return *cohort::parse_date(text); };
  for (const std::uint64_t seed : {1, 2, 3}) {
    const auto records = truth_table(200, seed, 2);
    for (std::size_t i = 0; i < records.size(); ++i) {
      const auto dates = draw_dates(records[i], seed, i);
      EXPECT_LE(date(dates.treatment_start) - date(dates.mr), std::chrono::days(31));
      EXPECT_LT(dates.mr, dates.treatment_start);
      EXPECT_GE(date(dates.followup_mr), cohort::add_months(date(dates.radiotherapy_end), 3))
          << seed << " " << i;
      EXPECT_LE(date(dates.followup_mr), cohort::add_months(date(dates.radiotherapy_end), 6))
          << seed << " " << i;
    }
  }
}

TEST_F(Phantom, RefusesWhatItCannotDo) {
  const auto refuses = [&](auto change) {
    Options options = small;
    change(options);
    try {
      write_study(folder_ / "none", options);
    } catch (const Error& error) {
      return error.kind() == ErrorKind::input && !fs::exists(folder_ / "none");
    }
    return false;
  };
  EXPECT_TRUE(refuses([](Options& o) { o.patients = 0; }));
  EXPECT_TRUE(refuses([](Options& o) { o.labelled = 4; }));
  EXPECT_TRUE(refuses([](Options& o) { o.labelled = -1; }));
  EXPECT_TRUE(refuses([](Options& o) { o.matrix = 16; }));
  EXPECT_TRUE(refuses([](Options& o) { o.matrix = 4096; }));
  EXPECT_TRUE(refuses([](Options& o) { o.slices = 5; }));
  EXPECT_TRUE(refuses([](Options& o) { o.slices = -1; }));
  EXPECT_TRUE(refuses([](Options& o) { o.threads = 0; }));
  write_file(folder_ / "full" / "note.txt", "mine");
  EXPECT_THROW(write_study(folder_ / "full", small), Error);
  EXPECT_EQ(read_file(folder_ / "full" / "note.txt"), "mine");
  EXPECT_THROW(write_study(folder_ / "full" / "note.txt", small), Error);
}

// DCMTK's own tool is a reader that shares no code with the rest of the program's reading path (GDCM).
TEST_F(PhantomIntegration, DcmdumpReadsTheSeries) {
  if (std::system("dcmdump --version > /dev/null 2>&1") != 0) {
    if (std::getenv("CI")) FAIL() << "dcmdump is not installed";
    GTEST_SKIP() << "dcmdump is not installed (package dcmtk)";
  }
  const fs::path study = write("study", small);
  const fs::path dump = folder_ / "dump.txt";
  const std::string command =
      "dcmdump +P Modality +P ContrastBolusAgent +P SeriesDescription +P Rows +P PixelSpacing +P "
      "RepetitionTime +P PatientName " +
      (study / "images/P001/ax_t1_c/IM00003.dcm").string() + " > " + dump.string();
  ASSERT_EQ(std::system(command.c_str()), 0);
  const std::string text = read_file(dump);
  for (const char* expected : {"[MR]", "GD-DTPA", "Ax T1 FSE +C", "US 64", "[3.75\\3.75]", "[PHANTOM^"}) {
    EXPECT_NE(text.find(expected), std::string::npos) << expected << "\n" << text;
  }
}

// dicom3tools' validator: MR Image Storage with every attribute that the standard asks for.
TEST_F(PhantomIntegration, DciodvfyHasNoComplaint) {
  if (std::system("command -v dciodvfy > /dev/null 2>&1") != 0) {
    if (std::getenv("CI")) FAIL() << "dciodvfy is not installed";
    GTEST_SKIP() << "dciodvfy is not installed (package dicom3tools)";
  }
  const fs::path study = write("study", small);
  const fs::path said = folder_ / "said.txt";
  for (const auto& entry : fs::directory_iterator(study / "images/P001/ax_t1_c")) {
    std::system(("dciodvfy " + entry.path().string() + " >> " + said.string() + " 2>&1").c_str());
  }
  const std::string text = read_file(said);
  EXPECT_NE(text.find("MRImage"), std::string::npos) << text;
  EXPECT_EQ(text.find("Error"), std::string::npos) << text;
  EXPECT_EQ(text.find("Warning"), std::string::npos) << text;
}

}  // namespace
}  // namespace residuum::phantom
