#include "study/decision_input.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

CsvTable table(const std::string& rows, const std::string& more_columns = "") {
  return CsvTable::parse(
      "patient,regimen_given,outcome,probability_rt_CCRT,probability_rt_IC+CCRT" + more_columns + "\n" + rows,
      "decisions.csv");
}

DecisionInput input(const CsvTable& cases, const DecisionOptions& options = {}) {
  return decision_input(cases, "decisions.csv", options);
}

TEST(DecisionInput, ReadsWhatIsKnownOfEachPatient) {
  DecisionOptions options;
  options.covariates = {"age", "t_stage"};
  const auto read = input(
      table("P1,CCRT,NRT,0.2,0.1,0.3,50,T4\nP2,IC+CCRT,RT,0.4,0.2,0.3,,T2\n", ",threshold_CCRT,age,t_stage"),
      options);
  EXPECT_EQ(read.table.regimens, (std::vector<std::string>{"CCRT", "IC+CCRT"}));
  ASSERT_EQ(read.table.cases.size(), 2u);
  EXPECT_EQ(read.table.cases[0].recommendation.regimen, "CCRT");
  EXPECT_EQ(read.table.cases[1].recommendation.regimen, "IC+CCRT");  // its own threshold of 0.3
  EXPECT_EQ(read.table.cases[1].given, 1u);
  EXPECT_EQ(read.table.cases[1].actual, cohort::Outcome::rt);
  EXPECT_EQ(read.table.cases[0].t4, true);
  EXPECT_EQ(read.table.cases[1].t4, false);
  EXPECT_EQ(read.table.covariates, (std::vector<std::string>{"age missing", "t_stage = T4"}));
  EXPECT_TRUE(read.potential.empty());
}

TEST(DecisionInput, TakesThresholdMarginAndRangeFromTheOptions) {
  DecisionOptions options;
  options.threshold = 0.15;
  options.margin = 0.02;
  options.abstain_outside = true;
  const auto read = input(
      table("P1,CCRT,NRT,0.2,0.1,\nP2,CCRT,NRT,0.14,0.1,0\nP3,CCRT,NRT,0.1,0.1,1\n", ",outside"), options);
  EXPECT_EQ(read.table.cases[0].recommendation.regimen, "IC+CCRT");
  EXPECT_EQ(read.table.cases[1].recommendation.abstention, decision::Abstention::near_threshold);
  EXPECT_EQ(read.table.cases[2].recommendation.abstention, decision::Abstention::out_of_distribution);
}

TEST(DecisionInput, KnowsPotentialOutcomesWhereBothAreThere) {
  const auto read = input(table("P1,CCRT,NRT,0.2,0.1,0,0\nP2,CCRT,RT,0.2,0.1,1,0\n", ",rt_CCRT,rt_IC+CCRT"));
  EXPECT_EQ(read.potential, (decision::PotentialOutcomes{{false, false}, {true, false}}));
}

TEST(DecisionInput, NamesThePlaceOfWhatIsWrong) {
  test::expect_error([] { input(table("P1,CRT,NRT,0.2,0.1\n")); },
                     {"decisions.csv", "line 2", "regimen_given", "\"CRT\"", "CCRT, IC+CCRT"});
  test::expect_error([] { input(table("P1,CCRT,cured,0.2,0.1\n")); }, {"line 2", "outcome", "NRT or RT"});
  test::expect_error([] { input(table("P1,CCRT,NRT,,0.1\n")); }, {"line 2", "probability_rt_CCRT", "number"});
  test::expect_error([] { input(table("P1,CCRT,NRT,1.2,0.1\n")); }, {"line 2", "CCRT", "0 to 1"});
  test::expect_error([] { input(table("P1,CCRT,NRT,0.2,0.1\nP1,CCRT,NRT,0.2,0.1\n")); }, {"P1", "twice"});
  test::expect_error([] { input(table(",CCRT,NRT,0.2,0.1\n")); }, {"line 2", "patient", "id"});
  test::expect_error([] { input(table("P1,CCRT,NRT,0.2,0.1,maybe\n", ",outside")); }, {"outside", "maybe"});
  test::expect_error([] { input(CsvTable::parse("patient,probability_rt_A\nP1,0.1\n", "decisions.csv")); },
                     {"decisions.csv", "probability_rt_REGIMEN", "there are 1"});
  DecisionOptions options;
  options.covariates = {"weight"};
  test::expect_error([&] { input(table("P1,CCRT,NRT,0.2,0.1\n"), options); }, {"weight"});
}

TEST(Calibration, NeedsPatientsOfEveryRegimen) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "calibration.csv";
  write_file(path, "regimen,probability_rt,outcome\nA,0.2,NRT\nB,0.4,RT\nA,0.9,RT\n");
  const auto sets = read_calibration(path, {"A", "B"});
  EXPECT_EQ(sets[0].probability_rt, (std::vector<double>{0.2, 0.9}));
  EXPECT_EQ(sets[1].rt, (std::vector<int>{1}));
  test::expect_error([&] { read_calibration(path, {"A", "B", "C"}); }, {"no patient", "C"});
  test::expect_error([&] { read_calibration(path, {"A"}); }, {"line 3", "\"B\""});
}

TEST(UsualCovariates, AreThoseThatTheTableHas) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "decisions.csv";
  write_file(path, "patient,age,note,t_stage\nP1,3,x,T1\n");
  EXPECT_EQ(usual_covariates(path), (std::vector<std::string>{"age", "t_stage"}));
}

}  // namespace
}  // namespace residuum::study
