#include "study/status.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <map>
#include <thread>

#include "core/error.h"
#include "core/version.h"
#include "expect_error.h"
#include "learn/training_progress.h"
#include "study/ledger.h"
#include "study/patient_work.h"
#include "study/plan.h"
#include "temporary_folder.h"

namespace residuum::study {
namespace {

const Json described = {{"version", version}, {"plan", {"check", "segmentation", "report"}}};

std::vector<cohort::Patient> patients(int count) {
  std::vector<cohort::Patient> made(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) made[static_cast<std::size_t>(i)].id = fmt::format("P{:03}", i + 1);
  return made;
}

class Status : public testing::Test {
 protected:
  void do_stage(
      Ledger& ledger, const std::string& name, const std::function<void()>& meanwhile = [] {}) {
    ledger.stage(name, {{"seed", 1}}, [&] {
      meanwhile();
      write_file(run_.stage(name) / "out.txt", name);
      return std::vector<fs::path>{run_.stage(name) / "out.txt"};
    });
  }

  std::map<fs::path, std::string> files() const {
    std::map<fs::path, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      if (entry.is_regular_file()) found[entry.path()] = read_file(entry.path());
    }
    return found;
  }

  test::TemporaryFolder folder_;
  RunFolder run_{folder_.path() / "runs" / "main"};
};

TEST_F(Status, TellsTheStagesOfARunThatGoesOn) {
  Ledger ledger(run_, described);
  do_stage(ledger, "check");
  RunStatus seen;
  do_stage(ledger, "segmentation", [&] { seen = read_status(run_.root); });
  EXPECT_EQ(seen.state, "running");
  EXPECT_TRUE(seen.alive);
  EXPECT_EQ(seen.process, ::getpid());
  EXPECT_EQ(exit_code(seen), 3);
  ASSERT_EQ(seen.stages.size(), 3u);
  EXPECT_EQ(seen.stages[0].state, "done");
  EXPECT_GT(seen.stages[0].peak_memory_mib.value_or(0), 1);
  EXPECT_TRUE(seen.stages[0].seconds);
  EXPECT_EQ(seen.stages[1].state, "running");
  EXPECT_EQ(seen.stages[2].name, "report");
  EXPECT_EQ(seen.stages[2].state, "waiting");
  const auto text = to_text(seen);
  for (const char* part : {"running, process", "1 of 3 stages to come", "waiting      report"}) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  }
  EXPECT_EQ(to_json(seen)["stages"][1]["state"], "running");
}

TEST_F(Status, CountsPatientsAndEpochsInsideAStage) {
  Ledger ledger(run_, described);
  const auto work = [&](const std::string& stage) { return run_.stage(stage) / "work"; };
  std::vector<std::size_t> counted;
  do_stage(ledger, "check", [&] {
    for_each_patient(work("check"), "checking", patients(4), 1, [&](const auto&) {
      const auto progress = read_status(run_.root).stages.at(0).progress.value();
      EXPECT_EQ(progress.unit, "patients");
      EXPECT_EQ(progress.total, 4u);
      EXPECT_EQ(progress.seconds_left.has_value(), progress.done > 0);
      counted.push_back(progress.done);
      return Json{{"read", true}};
    });
  });
  EXPECT_EQ(counted, (std::vector<std::size_t>{0, 1, 2, 3}));
  do_stage(ledger, "segmentation", [&] {
    const auto checkpoint = work("segmentation") / "checkpoint.safetensors";
    EXPECT_FALSE(read_status(run_.root).stages.at(1).progress) << "nothing is known before the first epoch";
    write_file(checkpoint, "weights");
    learn::write_training_progress(checkpoint, {16, {{{1, 0, 0, 0, 10}, {2, 0, 0, 0, 14}}, 1}});
    const auto progress = read_status(run_.root).stages.at(1).progress.value();
    EXPECT_EQ(progress.unit, "epochs");
    EXPECT_EQ(progress.done, 2u);
    EXPECT_EQ(progress.total, 16u);
    EXPECT_DOUBLE_EQ(progress.seconds_left.value(), 14 * 12);
  });
}

TEST_F(Status, KnowsDoneFailedInterruptedAndKilledApart) {
  for (const auto& [word, code] : {std::pair{"done", 0}, {"failed", 1}, {"interrupted", 1}}) {
    Ledger(run_, described).finish(word);
    const auto status = read_status(run_.root);
    EXPECT_EQ(status.state, word);
    EXPECT_FALSE(status.alive);
    EXPECT_EQ(exit_code(status), code);
  }
  {
    Ledger ledger(run_, described);
    EXPECT_THROW(do_stage(ledger, "check", [] { throw failure("killed"); }), Error);
  }  // and no word of its end
  const auto status = read_status(run_.root);
  EXPECT_EQ(status.state, "killed");
  EXPECT_EQ(status.stages.at(0).state, "killed");
  EXPECT_EQ(exit_code(status), 1);
  EXPECT_NE(to_text(status).find("residuum run goes on from here"), std::string::npos);
}

// Between the start of a stage and the question the clock may have been put back by years, or forward.
TEST_F(Status, TellsNoNegativeTimeWhereTheClockWasPutBack) {
  const auto work = run_.stage("check") / "work";
  Ledger ledger(run_, described);
  RunStatus seen;
  do_stage(ledger, "check", [&] {
    for_each_patient(work, "checking", patients(2), 1, [&](const auto& patient) {
      if (patient.id == "P002") {
        for (const char* started : {"2099-01-01T00:00:00Z", "1971-01-01T00:00:00Z"}) {
          auto record = read_json(run_.root / "run.json");
          record["stages"][0]["started"] = started;
          write_json(run_.root / "run.json", record);
          const auto status = read_status(run_.root);
          EXPECT_GE(status.stages.at(0).seconds.value_or(0), 0) << started;
          const auto progress = status.stages.at(0).progress.value();
          EXPECT_EQ(progress.done, 1u);
          EXPECT_GE(progress.seconds_left.value_or(0), 0) << started;
          EXPECT_EQ(to_text(status).find(" -"), std::string::npos) << to_text(status);
        }
      }
      return Json{{"read", true}};
    });
  });
}

TEST_F(Status, ChangesNothingAndStopsNobody) {
  Ledger(run_, described).finish("done");
  const auto before = files();
  read_status(run_.root);
  EXPECT_EQ(files(), before);

  const int shared = ::open((run_.root / ".lock").c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::flock(shared, LOCK_SH), 0);  // as a question that takes long would
  std::thread answered([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    ::close(shared);
  });
  EXPECT_NO_THROW(Ledger(run_, described));
  answered.join();
}

TEST_F(Status, RefusesWhatIsNoRunOrDamaged) {
  test::expect_error([&] { read_status(folder_.path() / "runs" / "other"); }, {"no such run"});
  test::expect_error([&] { read_status(folder_.path()); }, {"run.json", "is the folder a run"});
  write_file(run_.record(), "{ half a rec");
  test::expect_error([&] { read_status(run_.root); }, {"residuum run writes it anew", "run.json"});
  for (const Json& damaged : {Json::array(), Json{{"state", 3}}, Json{{"state", "done"}}}) {
    write_json(run_.record(), damaged);
    test::expect_error([&] { read_status(run_.root); }, {"residuum run writes it anew", "run.json"});
  }
  write_json(run_.record(), {{"state", "running"},
                             {"version", version},
                             {"started", "2026-01-01T00:00:00Z"},
                             {"process", 1},
                             {"stages", {{{"name", "../../elsewhere"}, {"state", "done"}}}}});
  test::expect_error([&] { read_status(run_.root); }, {"no stage's name"});
}

TEST_F(Status, SaysThatAnotherVersionWroteIt) {
  write_json(run_.record(), {{"state", "done"},
                             {"version", "0.0.9"},
                             {"started", "2026-01-01T00:00:00Z"},
                             {"finished", "2026-01-01T02:05:00Z"},
                             {"process", 1},
                             {"stages", {{{"name", "check"}, {"state", "kept"}, {"finished", ""}}}}});
  const auto status = read_status(run_.root);
  ASSERT_EQ(status.notes.size(), 1u);
  EXPECT_NE(status.notes[0].find("written by residuum 0.0.9"), std::string::npos);
  EXPECT_NE(to_text(status).find("2 h 5 min"), std::string::npos) << to_text(status);
}

TEST(Plan, HasOneOutcomeStageARegimen) {
  Settings settings;
  settings.table.regimens = {"CCRT", "IC+CCRT"};
  const auto names = planned_stages(settings);
  EXPECT_NE(std::find(names.begin(), names.end(), "outcome-ic-ccrt"), names.end());
  settings.segmentation.networks = {"unet16", "deeplabv3_resnet18"};
  settings.segmentation.leak_check = true;
  const auto more = planned_stages(settings);
  for (const char* name : {"segmentation-unet16", "segmentation-deeplabv3_resnet18", "leak", "networks"}) {
    EXPECT_NE(std::find(more.begin(), more.end(), name), more.end()) << name;
  }
  EXPECT_EQ(names.front(), "check");
  EXPECT_EQ(names.back(), "report");
}

}  // namespace
}  // namespace residuum::study
