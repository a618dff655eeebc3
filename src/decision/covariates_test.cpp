#include "decision/covariates.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace residuum::decision {
namespace {

TEST(Covariates, KeepNumbersAndMarkWhatIsMissing) {
  const auto encoded = encode_covariates({"age"}, {{"40", "", "60"}});
  EXPECT_EQ(encoded.names, (std::vector<std::string>{"age", "age missing"}));
  EXPECT_EQ(encoded.values[1], (std::vector<double>{50, 1}));
  EXPECT_EQ(encoded.values[2], (std::vector<double>{60, 0}));
}

TEST(Covariates, TurnLevelsIntoIndicators) {
  const auto encoded = encode_covariates({"t_stage", "sex"}, {{"T3", "T4", "T1"}, {"M", "M", "M"}});
  EXPECT_EQ(encoded.names, (std::vector<std::string>{"t_stage = T3", "t_stage = T4"}));
  EXPECT_EQ(encoded.values[0], (std::vector<double>{1, 0}));
  EXPECT_EQ(encoded.values[2], (std::vector<double>{0, 0}));
}

TEST(Covariates, LeaveOutWhatSaysNothing) {
  EXPECT_TRUE(encode_covariates({"age", "sex"}, {{"", ""}, {"F", "F"}}).names.empty());
  EXPECT_TRUE(encode_covariates({}, {}).names.empty());
}

TEST(Covariates, RefuseAColumnThatTellsPatientsApart) {
  std::vector<std::string> cells;
  for (int i = 0; i < 30; ++i) cells.push_back("case " + std::to_string(i));
  test::expect_error([&] { encode_covariates({"note"}, {cells}); }, {"note", "30 different values"});
}

}  // namespace
}  // namespace residuum::decision
