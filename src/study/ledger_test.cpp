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

TEST_F(LedgerTest, ARecordOfAnotherShapeCountsAsNotDone) {
  for (const char* record : {"[1, 2]", "7", R"({"key": 3, "state": [], "outputs": {"a": 1}})"}) {
    run_stage({});
    write_file(run_.stage("a") / "stage.json", record);
    EXPECT_TRUE(run_stage({})) << record;
  }
}

// A tampered record must not have files removed that are not the run's.
TEST_F(LedgerTest, NeverTouchesFilesOutsideTheRun) {
  write_file(folder_.path() / "precious.txt", "mine");
  run_stage({{"seed", 1}});
  Json record = read_json(run_.stage("a") / "stage.json");
  record["outputs"]["../../precious.txt"] = "x";
  record["outputs"][(folder_.path() / "precious.txt").string()] = "x";
  write_json(run_.stage("a") / "stage.json", record);
  EXPECT_TRUE(run_stage({{"seed", 2}}));
  EXPECT_TRUE(fs::exists(folder_.path() / "precious.txt"));
}

TEST_F(LedgerTest, WorkStaysUntilTheStageIsDone) {
  Ledger ledger(run_, Json::object());
  const auto work = run_.stage("a") / "work" / "half";
  ledger.stage("a", {}, [&] {
    write_file(work, "half");
    write_file(run_.stage("a") / "out.txt", "x");
    return std::vector<fs::path>{run_.stage("a") / "out.txt"};
  });
  EXPECT_FALSE(fs::exists(work));
}

// a -> b -> report.html, each reading the one before.
class LedgerChain : public LedgerTest {
 protected:
  void run_chain(const std::string& setting, const std::string& content, bool a_fails = false) {
    Ledger ledger(run_, Json::object());
    const auto file = [&](const fs::path& path, const std::string& text) {
      write_file(path, text);
      return std::vector<fs::path>{path};
    };
    const auto a = ledger.stage("a", {{"setting", setting}}, [&] {
      if (a_fails) throw failure("no");
      return file(run_.stage("a") / "a.txt", content);
    });
    const auto b =
        ledger.stage("b", {{"a", a}}, [&] { return file(run_.root / "models" / "b.bin", "b" + content); });
    ledger.stage("c", {{"b", b}}, [&] { return file(run_.report(), "report of " + content); });
  }
  fs::path model() const { return run_.root / "models" / "b.bin"; }
};

TEST_F(LedgerChain, ResultsOfOtherSettingsDoNotStay) {
  run_chain("1", "one");
  EXPECT_EQ(read_file(run_.report()), "report of one");
  EXPECT_THROW(run_chain("2", "two", true), Error);
  EXPECT_FALSE(fs::exists(run_.report())) << "a report of settings that no longer hold";
  EXPECT_TRUE(fs::exists(model())) << "hours of work gone before it is known whether they must";
  run_chain("2", "two");
  EXPECT_EQ(read_file(run_.report()), "report of two");
  EXPECT_EQ(read_file(model()), "btwo");
}

TEST_F(LedgerChain, TheSameDigestKeepsWhatFollows) {
  run_chain("1", "one");
  const auto written = fs::last_write_time(model());
  run_chain("2", "one");
  EXPECT_EQ(fs::last_write_time(model()), written);
  EXPECT_EQ(read_file(run_.report()), "report of one");
}

TEST_F(LedgerTest, SweepsAwayWhatAKilledRunLeftHalfWritten) {
  write_file(run_.root / "models" / ".tmp-1-x.safetensors", "half");
  const Ledger ledger(run_, Json::object());
  EXPECT_FALSE(fs::exists(run_.root / "models" / ".tmp-1-x.safetensors"));
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
  EXPECT_EQ(RunFolder::slug("同步放化疗").size(), 8u);
  EXPECT_NE(RunFolder::slug("同步放化疗"), RunFolder::slug("诱导化疗"));
  EXPECT_EQ(RunFolder::slug("+++").size(), 8u);
}

}  // namespace
}  // namespace residuum::study
