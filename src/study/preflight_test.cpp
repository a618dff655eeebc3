#include "study/preflight.h"

#include <gtest/gtest.h>

#include "cohorts.h"
#include "expect_error.h"

namespace residuum::study {
namespace {

// A study on disk with `count` patients of each outcome of each regimen, of whom the first `outlined` have a
// mask.
class Preflight : public testing::Test {
 protected:
  cohort::Split check(int nrt, int rt, int outlined, const std::string& more = "") {
    const fs::path study = folder_.path() / "study";
    fs::remove_all(study);
    write_file(study / "study.toml", "regimens = [\"CCRT\", \"IC+CCRT\"]\n" + more);
    CsvTable table({"id", "regimen", "outcome", "series", "mask"});
    int number = 0;
    for (const std::string regimen : {"CCRT", "IC+CCRT"}) {
      for (int i = 0; i < nrt + rt; ++i) {
        const std::string id = fmt::format("P{}", ++number);
        fs::create_directories(study / "images" / id);
        write_file(study / "masks" / id, "");
        table.add_row(
            {id, regimen, i < nrt ? "NRT" : "RT", "images/" + id, number <= outlined ? "masks/" + id : ""});
      }
    }
    table.write(study / "cohort.csv");
    const auto settings = read_settings(study / "study.toml");
    return preflight(study, settings, cohort::read_cohort(study / "cohort.csv", settings.table));
  }

  test::TemporaryFolder folder_;
};

TEST_F(Preflight, LetsAStudyPassThatCanBeRun) {
  EXPECT_EQ(check(10, 10, 20).test.patients().size(), 8u);
}

TEST_F(Preflight, NeedsTwoTrainingPatientsOfEachOutcome) {
  test::expect_error([&] { check(10, 2, 20, "test_fraction = 0.3\n"); },
                     {"regimen CCRT", "1 training patient(s) with the outcome RT", "add patients"});
}

TEST_F(Preflight, NeedsOneOfEachOutcomeForEachFold) {
  test::expect_error(
      [&] { check(10, 4, 20, "test_fraction = 0.3\n"); },
      {"regimen CCRT", "3 training patient(s) with the outcome RT", "outcome.folds = 5", "folds = 1"});
  EXPECT_NO_THROW(check(10, 4, 20, "test_fraction = 0.3\n[outcome]\nfolds = 3\n"));
}

TEST_F(Preflight, NeedsARegimensPatients) {
  const test::TemporaryFolder study;
  const auto cohort = test::make_cohort(20, {"CCRT", "other"});
  Settings settings;
  settings.table.regimens = {"CCRT", "IC+CCRT"};
  settings.outcome.folds = 1;
  test::expect_error([&] { preflight(study.path(), settings, cohort); },
                     {"regimen IC+CCRT", "0 training patient(s)"});
}

TEST_F(Preflight, NeedsOutlines) {
  test::expect_error([&] { check(10, 10, 0); }, {"0 training patient(s) are outlined", "column mask"});
}

TEST_F(Preflight, NeedsAnOutlinedPatientForEachFold) {
  const auto with = [](int folds) { return fmt::format("[segmentation]\nfolds = {}\n", folds); };
  test::expect_error([&] { check(10, 10, 20, with(20)); },
                     {"16 training patient(s) are outlined", "segmentation.folds = 20", "folds = 1"});
  EXPECT_NO_THROW(check(10, 10, 20, with(3)));
}

TEST_F(Preflight, NeedsWhatTheSettingsName) {
  test::expect_error([&] { check(10, 10, 20, "[outcome]\npretrained = \"none.safetensors\"\n"); },
                     {"outcome.pretrained", "none.safetensors is not there"});
  const fs::path other = folder_.path() / "other.pth";
  write_file(other, "no weights");
  test::expect_error([&] { check(10, 10, 20, "[segmentation]\npretrained = \"" + other.string() + "\"\n"); },
                     {"segmentation.pretrained", "other.pth", "not what torch.save writes"});
  test::expect_error([&] { check(10, 10, 20, "synthetic = true\n"); }, {"truth.csv", "no such file"});
}

}  // namespace
}  // namespace residuum::study
