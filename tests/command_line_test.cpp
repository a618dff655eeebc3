// Whole commands from outside: exit codes and messages.
#include "command_line.h"

#include <gtest/gtest.h>

#include "core/json.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

using test::residuum_command;

TEST(CommandLineIntegration, HelpShowsAnExampleForEveryCommand) {
  for (const char* command : {"new", "phantom", "check", "run", "predict", "decide", "simulate", "reproduce",
                              "weights", "weights show", "weights convert"}) {
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

// A file name or a DICOM header must not steer the terminal of whoever reads the error.
TEST(CommandLineIntegration, AnErrorHoldsNoControlCharacter) {
  const auto result = residuum_command("check '/no/such\x1B[2J/study\xFC'");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.output.find('\x1B'), std::string::npos);
  EXPECT_NE(result.output.find("/no/such\\x1B[2J/study\\xFC/study.toml: no such file"), std::string::npos)
      << result.output;
}

TEST(CommandLineIntegration, NewMakesAStudyThatSaysWhatIsMissing) {
  const test::TemporaryFolder folder;
  const std::string study = (folder.path() / "mine").string();
  EXPECT_EQ(residuum_command("new " + study).exit_code, 0);
  EXPECT_EQ(residuum_command("new " + study).exit_code, 2);
  EXPECT_EQ(residuum_command("check " + study).exit_code, 2);
}

TEST(CommandLineIntegration, JsonIsForMachines) {
  const test::TemporaryFolder folder;
  const auto made = residuum_command("new --json " + (folder.path() / "mine").string() + " 2>/dev/null");
  EXPECT_EQ(Json::parse(made.output)["study"], (folder.path() / "mine").string());
  const auto phantom = residuum_command("phantom --json --patients 1 --matrix 64 " +
                                        (folder.path() / "phantom").string() + " 2>/dev/null");
  EXPECT_EQ(Json::parse(phantom.output)["patients"], 1);
}

}  // namespace
}  // namespace residuum
