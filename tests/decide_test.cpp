// `residuum decide` on tables alone, as a group with other software would use it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "command_line.h"
#include "core/csv.h"
#include "core/json.h"
#include "decision_cases.h"
#include "temporary_folder.h"

namespace residuum {
namespace {

// The article's Table 3 (Hua et al. 2023): the models' predictions, what was given, what happened, patients.
struct Situation {
  const char *ccrt, *ic, *given, *outcome;
  int patients;
};
constexpr Situation table3[] = {
    {"0.9", "0.1", "IC+CCRT", "NRT", 9}, {"0.1", "0.1", "IC+CCRT", "NRT", 17},
    {"0.1", "0.9", "IC+CCRT", "NRT", 2}, {"0.9", "0.9", "IC+CCRT", "NRT", 4},
    {"0.9", "0.9", "IC+CCRT", "RT", 11}, {"0.1", "0.1", "CCRT", "NRT", 21},
    {"0.1", "0.9", "CCRT", "NRT", 2},    {"0.9", "0.9", "CCRT", "NRT", 1},
    {"0.1", "0.1", "CCRT", "RT", 4},     {"0.9", "0.1", "CCRT", "RT", 9},
    {"0.9", "0.9", "CCRT", "RT", 5},
};

void write_table3(const fs::path& path) {
  CsvTable table({"patient", "regimen_given", "outcome", "probability_rt_CCRT", "probability_rt_IC+CCRT"});
  int number = 0;
  for (const auto& situation : table3) {
    for (int i = 0; i < situation.patients; ++i)
      table.add_row({fmt::format("P{:02}", ++number), situation.given, situation.outcome, situation.ccrt,
                     situation.ic});
  }
  table.write(path);
}

void write_cases(const fs::path& path, const decision::CaseTable& cases) {
  CsvTable table({"patient", "regimen_given", "outcome", "probability_rt_A", "probability_rt_B", "x", "z"});
  for (const auto& one : cases.cases) {
    table.add_row({one.patient, cases.regimens[one.given], to_string(one.actual),
                   fmt::format("{}", one.recommendation.predictions[0].probability_rt),
                   fmt::format("{}", one.recommendation.predictions[1].probability_rt),
                   fmt::format("{}", one.covariates[0]), fmt::format("{}", one.covariates[1])});
  }
  table.write(path);
}

Json answer(const std::string& arguments) {
  const auto result = test::residuum_command("-q decide --json --replicates 100 " + arguments);
  EXPECT_EQ(result.exit_code, 0) << result.output;
  return result.exit_code == 0 ? Json::parse(result.output) : Json();
}

TEST(DecideIntegration, GivesTheArticlesTable3) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "table3.csv";
  write_table3(path);
  const auto json = answer("'" + path.string() + "'");
  EXPECT_EQ(json["patients"], 85);
  EXPECT_EQ(json["judgement"]["physician"]["right"], 39);
  EXPECT_EQ(json["judgement"]["physician"]["wrong"], 26);
  EXPECT_EQ(json["judgement"]["model"]["right"], 58);
  EXPECT_EQ(json["judgement"]["model"]["wrong"], 11);
  EXPECT_NEAR(json["judgement"]["pearson_p"].get<double>(), 0.00185075639378566, 1e-12);
}

TEST(DecideIntegration, WritesThePageAndItsTables) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "cases.csv", out = folder.path() / "out";
  write_cases(path, test::confounded_table(200, 3));
  const auto json = answer(fmt::format("'{}' --covariates x,z --out '{}'", path.string(), out.string()));
  EXPECT_EQ(json["covariates"], (Json{"x", "z"}));
  EXPECT_EQ(json["policies"].size(), 4u);
  for (const char* name : {"decisions.html", "decisions.csv", "policy_value.csv", "overlap.csv",
                           "decision_curve.csv", "trade_off.csv", "targeting.csv"}) {
    EXPECT_TRUE(fs::exists(out / name)) << name;
  }
  EXPECT_EQ(CsvTable::read(out / "decisions.csv").row_count(), 200u);
  EXPECT_NE(read_file(out / "decisions.html").find("Research use only"), std::string::npos);
}

TEST(DecideIntegration, GivesTheSameAnswerTwice) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "cases.csv";
  write_cases(path, test::confounded_table(120, 4));
  const std::string call = "'" + path.string() + "' --covariates x,z --seed 5";
  EXPECT_EQ(answer(call + " --threads 1"), answer(call + " --threads 2"));
}

TEST(DecideIntegration, RefusesBadTablesWithExitCode2) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "bad.csv";
  write_file(path, "patient,regimen_given,outcome,probability_rt_A,probability_rt_B\nP1,A,NRT,high,0.2\n");
  const auto result = test::residuum_command("decide '" + path.string() + "'");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.output.find("line 2, column probability_rt_A"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace residuum
