// The manual: what the program writes is what docs/ holds, and man can read it.
#include <gtest/gtest.h>

#include <map>

#include "command_line.h"
#include "core/file.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

using test::residuum_command;

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file()) files[entry.path().filename().string()] = read_file(entry.path());
  return files;
}

TEST(ManualIntegration, DocsHoldWhatTheProgramWrites) {
  const test::TemporaryFolder folder;
  const fs::path docs = fs::path(RESIDUUM_SOURCE_DIR) / "docs";
  fs::copy(docs / "examples", folder.path() / "examples");
  const auto result = residuum_command("help --markdown " + (folder.path() / "commands").string());
  ASSERT_EQ(result.exit_code, 0) << result.output;
  const char* remedy = "run `residuum help --markdown docs/commands` and commit what it writes";
  EXPECT_EQ(read_file(folder.path() / "commands.md"), read_file(docs / "commands.md")) << remedy;
  const auto written = files_of(folder.path() / "commands"), kept = files_of(docs / "commands");
  for (const auto& [name, text] : written) {
    ASSERT_TRUE(kept.contains(name)) << "docs/commands/" << name << ": " << remedy;
    EXPECT_EQ(text, kept.at(name)) << remedy;
    EXPECT_TRUE(fs::exists(docs / "examples" / name))
        << "docs/examples/" << name << ": real output is missing";
  }
  for (const auto& [name, text] : kept) EXPECT_TRUE(written.contains(name)) << name << " is of no command";
}

TEST(ManualIntegration, EveryOptionOfHelpIsOnTheManPage) {
  const test::TemporaryFolder folder;
  ASSERT_EQ(residuum_command("help --man " + folder.path().string()).exit_code, 0);
  const auto pages = files_of(folder.path());
  ASSERT_TRUE(pages.contains("residuum.1"));
  for (const auto& [name, text] : pages) {
    const auto shown =
        test::shell("groff -man -Tascii -ww -P-cbou -rLL=190n " + (folder.path() / name).string());
    EXPECT_EQ(shown.exit_code, 0) << shown.output;
    EXPECT_EQ(shown.output.find("warning"), std::string::npos) << name << ": " << shown.output;
    EXPECT_NE(shown.output.find("EXIT STATUS"), std::string::npos) << shown.output;
  }
  for (const char* option :
       {"\\-\\-threads INT", "\\-\\-precision TEXT", "\\-\\-series\\-uid TEXT", "default: auto"})
    EXPECT_NE(pages.at("residuum-predict.1").find(option), std::string::npos) << option;
}

TEST(ManualIntegration, HelpExplainsACommandAndRefusesOneThatIsNone) {
  const auto run = residuum_command("help run");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NE(run.output.find("--name"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("Example:\n  residuum run mystudy"), std::string::npos) << run.output;
  EXPECT_NE(residuum_command("help").output.find("predict"), std::string::npos);
  const auto wrong = residuum_command("help pedict");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_NE(wrong.output.find("did you mean \"predict\""), std::string::npos) << wrong.output;
}

}  // namespace
}  // namespace residuum
