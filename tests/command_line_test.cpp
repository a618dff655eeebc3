// Whole commands from outside: exit codes, messages, and the main job on a tiny study.
#include "command_line.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>

#include "core/csv.h"
#include "core/json.h"
#include "real_dicom.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

using test::residuum_command;

TEST(CommandLineIntegration, HelpShowsAnExampleForEveryCommand) {
  for (const char* command : {"new", "phantom", "check", "run", "predict"}) {
    const auto result = residuum_command(std::string(command) + " --help");
    EXPECT_EQ(result.exit_code, 0) << command;
    EXPECT_NE(result.output.find("Example:"), std::string::npos) << result.output;
  }
}

TEST(CommandLineIntegration, AWrongCallIsExitCode2) {
  EXPECT_EQ(residuum_command("").exit_code, 2);
  EXPECT_EQ(residuum_command("no-such-command").exit_code, 2);
  EXPECT_EQ(residuum_command("run").exit_code, 2);
  EXPECT_EQ(residuum_command("run x --threads many").exit_code, 2);
}

TEST(CommandLineIntegration, MissingInputIsExitCode2AndOneClearLine) {
  const auto result = residuum_command("check /no/such/study");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.output.find("/no/such/study/study.toml: no such file"), std::string::npos)
      << result.output;
}

TEST(CommandLineIntegration, NewMakesAStudyThatSaysWhatIsMissing) {
  const test::TemporaryFolder folder;
  const std::string study = (folder.path() / "mine").string();
  EXPECT_EQ(residuum_command("new " + study).exit_code, 0);
  EXPECT_EQ(residuum_command("new " + study).exit_code, 2);
  EXPECT_EQ(residuum_command("check " + study).exit_code, 2);
}

// A study small enough to go through every stage in a test; its figures mean nothing.
class TinyStudy {
 public:
  TinyStudy() {
    const auto made =
        residuum_command("phantom " + study() + " --patients 40 --labelled 20 --matrix 64 --seed 3");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    std::ofstream(folder_.path() / "study" / "study.toml", std::ios::app)
        << "test_fraction = 0.3\n[segmentation]\nimage_size = 32\nepochs = 2\n[outcome]\nimage_size = "
           "32\nepochs = 3\n";
  }
  std::string study() const { return (folder_.path() / "study").string(); }
  fs::path run() const { return folder_.path() / "study" / "runs" / "main"; }
  fs::path folder() const { return folder_.path(); }

 private:
  test::TemporaryFolder folder_;
};

std::string results(const fs::path& run) {
  return read_file(run / "predictions.csv") + read_file(run / "decisions.csv") +
         read_file(run / "tables" / "performance.csv");
}

TEST(MainJobSlow, RunsToAReportAndPredicts) {
  const TinyStudy tiny;
  const auto checked = residuum_command("check --json " + tiny.study());
  ASSERT_EQ(checked.exit_code, 0) << checked.output;
  const auto ran = residuum_command("run " + tiny.study());
  ASSERT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(read_json(tiny.run() / "run.json")["state"], "done");

  const auto predictions = CsvTable::read(tiny.run() / "predictions.csv");
  const auto decisions = CsvTable::read(tiny.run() / "decisions.csv");
  EXPECT_EQ(predictions.row_count(), 2 * decisions.row_count());
  const auto splits = CsvTable::read(tiny.run() / "stages" / "split" / "splits.csv");
  std::size_t test_patients = 0;
  for (std::size_t row = 0; row < splits.row_count(); ++row)
    test_patients += splits.cell(row, "part") == "test";
  EXPECT_EQ(decisions.row_count(), test_patients) << "every test patient gets a decision, nobody is lost";

  const auto report = read_file(tiny.run() / "report.html");
  EXPECT_NE(report.find("Research use only"), std::string::npos);
  EXPECT_EQ(report.find("PHANTOM^"), std::string::npos) << "a patient's name reached the report";

  const auto again = residuum_command("run " + tiny.study());
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_NE(again.output.find("kept"), std::string::npos);
  EXPECT_EQ(again.output.find("started"), std::string::npos) << "nothing changed, yet a stage was done again";

  const auto predicted = residuum_command("predict " + tiny.run().string() + " " + tiny.study() +
                                          "/images/P001 --out " + (tiny.folder() / "answer").string());
  EXPECT_EQ(predicted.exit_code, 0) << predicted.output;
  EXPECT_NE(predicted.output.find("Research use only"), std::string::npos);
  EXPECT_NE(predicted.output.find("recommended:"), std::string::npos);
  const auto answer = read_json(tiny.folder() / "answer" / "prediction.json");
  ASSERT_EQ(answer["regimens"].size(), 2u);
  for (const auto& regimen : answer["regimens"]) {
    EXPECT_GE(regimen["probability_rt"].get<double>(), 0.0);
    EXPECT_LE(regimen["probability_rt"].get<double>(), 1.0);
  }

  const fs::path real = test::real_dicom() / "t1_head_structural";
  if (!fs::exists(real)) {
    std::cout << "[  SKIPPED ] prediction on real DICOM: " << real << " is not there\n";
    return;
  }
  // A head MR of another scanner, sequence and orientation: an answer, and a plain word that it means
  // nothing.
  const auto foreign =
      residuum_command("predict " + tiny.run().string() + " " + real.string() + " --json 2>/dev/null");
  EXPECT_EQ(foreign.exit_code, 0) << foreign.output;
  EXPECT_EQ(Json::parse(foreign.output)["inside_training_range"], false);
}

// Killed in the middle of each training and of the stages between, a run ends in the very figures of one that
// was left alone.
TEST(MainJobSlow, KilledAnywhereItEndsTheSame) {
  const TinyStudy tiny;
  const auto undisturbed = residuum_command("run " + tiny.study() + " --name calm");
  ASSERT_EQ(undisturbed.exit_code, 0) << undisturbed.output;

  const std::string command = std::string(RESIDUUM_PROGRAM) + " run " + tiny.study();
  int killed = 0;
  for (const double seconds : {1.5, 3.0, 5.0, 8.0, 11.0}) {
    const auto result = test::shell("timeout -s KILL " + std::to_string(seconds) + " " + command);
    killed += result.exit_code != 0;
  }
  EXPECT_GE(killed, 2) << "the run was over before it could be killed; the test shows nothing";
  const auto finished = test::shell(command);
  ASSERT_EQ(finished.exit_code, 0) << finished.output;
  EXPECT_EQ(results(tiny.run()), results(tiny.run().parent_path() / "calm"));
}

}  // namespace
}  // namespace residuum
