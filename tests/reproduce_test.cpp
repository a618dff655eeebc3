// `residuum reproduce` from outside.
#include <gtest/gtest.h>

#include "command_line.h"
#include "core/csv.h"
#include "core/json.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

using test::residuum_command;

TEST(ReproduceIntegration, PrintsTheTablesAndWhatDoesNotAgree) {
  const auto result = residuum_command("reproduce");
  ASSERT_EQ(result.exit_code, 0) << result.output;
  for (const char* part :
       {"Table 1", "Not explained, for no usual test gives it: IC+CCRT test cohort, ajcc_stage", "39/65",
        "58/69", "0.00185", "the article's rule, IBT given IC", "Caveats."}) {
    std::string flat = result.output;
    for (char& c : flat) c = c == '\n' ? ' ' : c;
    EXPECT_NE(flat.find(part), std::string::npos) << part << "\n" << result.output;
  }
}

TEST(ReproduceIntegration, WritesTheSameForMachines) {
  const test::TemporaryFolder folder;
  const auto result =
      residuum_command("reproduce --json --out " + (folder.path() / "made").string() + " 2>/dev/null");
  ASSERT_EQ(result.exit_code, 0) << result.output;
  const auto json = Json::parse(result.output);
  EXPECT_EQ(json, read_json(folder.path() / "made" / "reproduce.json"));
  int disagreeing = 0;
  for (const auto& row : json["table1"]) disagreeing += row["agrees"] == "no";
  EXPECT_EQ(disagreeing, 1);
  EXPECT_EQ(json["table3"]["agrees"], true);
  EXPECT_EQ(json["comparators"]["spared_ic"], 46);
  const auto table1 = CsvTable::read(folder.path() / "made" / "table1.csv");
  EXPECT_EQ(table1.row_count(), 20u);
  EXPECT_TRUE(fs::exists(folder.path() / "made" / "reproduce.html"));
}

TEST(ReproduceIntegration, DoesNotWriteWhereItCannot) {
  EXPECT_EQ(residuum_command("reproduce --out /proc/none").exit_code, 1);
  EXPECT_EQ(residuum_command("reproduce --nonsense").exit_code, 2);
}

}  // namespace
}  // namespace residuum
