#include "study/ledger.h"

#include <gtest/gtest.h>

#include "expect_error.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

class LedgerTest : public testing::Test {
 protected:
  // Runs a stage that writes `content`; true when its work was done, false when its files stood.
  bool run_stage(const Json& inputs, const std::string& content = "x") {
    Ledger ledger(run_, Json::object());
    bool worked = false;
    digest_ = ledger.stage("a", inputs, [&] {
      worked = true;
      write_file(run_.stage("a") / "out.txt", content);
      return std::vector<fs::path>{run_.stage("a") / "out.txt"};
    });
    return worked;
  }

  test::TemporaryFolder folder_;
  RunFolder run_{folder_.path() / "runs" / "main"};
  std::string digest_;
};

TEST_F(LedgerTest, AStageIsDoneOnceForTheSameInputs) {
  EXPECT_TRUE(run_stage({{"seed", 1}}));
  const auto digest = digest_;
  EXPECT_FALSE(run_stage({{"seed", 1}}));
  EXPECT_EQ(digest_, digest);
}

TEST_F(LedgerTest, OtherInputsDoItAgain) {
  EXPECT_TRUE(run_stage({{"seed", 1}}));
  EXPECT_TRUE(run_stage({{"seed", 2}}));
}

TEST_F(LedgerTest, AMissingOrAlteredOutputDoesItAgain) {
  run_stage({});
  write_file(run_.stage("a") / "out.txt", "tampered");
  EXPECT_TRUE(run_stage({}));
  fs::remove(run_.stage("a") / "out.txt");
  EXPECT_TRUE(run_stage({}));
}

TEST_F(LedgerTest, TheDigestFollowsTheContent) {
  run_stage({{"seed", 1}}, "one");
  const auto one = digest_;
  run_stage({{"seed", 2}}, "two");
  EXPECT_NE(digest_, one);
}

TEST_F(LedgerTest, AStageCutShortKeepsItsFolderOnlyForTheSameInputs) {
  const auto fail_after_checkpoint = [&](const Json& inputs) {
    Ledger ledger(run_, Json::object());
    EXPECT_THROW(ledger.stage("a", inputs,
                              [&]() -> std::vector<fs::path> {
                                write_file(run_.stage("a") / "checkpoint", "half");
                                throw failure("killed");
                              }),
                 Error);
  };
  fail_after_checkpoint({{"seed", 1}});
  const auto checkpoint_seen = [&](const Json& inputs) {
    Ledger ledger(run_, Json::object());
    bool seen = false;
    ledger.stage("a", inputs, [&] {
      seen = fs::exists(run_.stage("a") / "checkpoint");
      return std::vector<fs::path>{};
    });
    return seen;
  };
  EXPECT_TRUE(checkpoint_seen({{"seed", 1}}));
  fail_after_checkpoint({{"seed", 3}});
  EXPECT_FALSE(checkpoint_seen({{"seed", 4}}));
}

TEST_F(LedgerTest, ADamagedRecordCountsAsNotDone) {
  run_stage({});
  write_file(run_.stage("a") / "stage.json", "{ half a rec");
  EXPECT_TRUE(run_stage({}));
}

TEST_F(LedgerTest, TwoRunsAtOnceAreRefused) {
  const Ledger first(run_, Json::object());
  test::expect_error([&] { const Ledger second(run_, Json::object()); }, {"another process"});
}

TEST_F(LedgerTest, RunJsonTellsTheState) {
  {
    Ledger ledger(run_, {{"version", "x"}});
    EXPECT_EQ(read_json(run_.record())["state"], "running");
    ledger.finish("done");
  }
  EXPECT_EQ(read_json(run_.record())["state"], "done");
  EXPECT_EQ(read_json(run_.record())["version"], "x");
}

TEST(RunFolder, NamesModelsBySlug) {
  EXPECT_EQ(RunFolder::slug("IC+CCRT"), "ic-ccrt");
  EXPECT_EQ(RunFolder::slug("CCRT"), "ccrt");
}

}  // namespace
}  // namespace residuum::study
