// Nothing lost: killed at random moments, on a full disk, read-only, twice at once, with clocks set wrong, a
// run keeps what it has and ends in the very files of one that was left alone. RESIDUUM_KILLS sets how many
// kills (tools/kill-suite: 50), RESIDUUM_KILL_SEED other moments.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <regex>
#include <thread>

#include "core/json.h"
#include "core/random.h"
#include "core/text.h"
#include "dicom_series.h"
#include "tiny_study.h"

namespace residuum {
namespace {

using Clock = std::chrono::steady_clock;
using Files = std::map<std::string, std::string>;  // path in the run -> SHA-256

bool is_result(const std::string& path) {
  for (const char* kept : {"tables/", "figures/", "predictions.csv", "decisions.csv", "stages/masks/",
                           "stages/rectangles/", "stages/split/", "stages/baselines/"}) {
    if (path.starts_with(kept) && !path.ends_with("stage.json")) return true;
  }
  return path.starts_with("models/") && path.ends_with(".safetensors");
}

Files results_of(const fs::path& run) {
  Files found;
  for (const auto& entry : fs::recursive_directory_iterator(run)) {
    const auto path = fs::relative(entry.path(), run).string();
    if (entry.is_regular_file() && is_result(path)) found[path] = sha256_of_file(entry.path());
  }
  return found;
}

// The text and numbers of a report, but for its name and what tells when, how fast and with how much memory
// it was made.
std::string report_of(const fs::path& run) {
  const auto text = read_file(run / "report.html");
  return std::regex_replace(
      text,
      std::regex(
          "20[0-9]{2}-[01][0-9]-[0-3][0-9]T?[0-9:]*Z?|[0-9.]+ (s|min|MiB)\\b|data [0-9.]+% of their time|runs/[a-z0-9]+|report of run [a-z0-9]+"),
      "");
}

std::string differing(const Files& a, const Files& b) {
  std::string names;
  for (const auto& [path, hash] : a) {
    if (!b.contains(path) || b.at(path) != hash) names += path + " ";
  }
  for (const auto& [path, hash] : b) {
    if (!a.contains(path)) names += path + " ";
  }
  return names;
}

pid_t start(const std::vector<std::string>& arguments) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (!std::freopen("/dev/null", "w", stdout) || !std::freopen("/dev/null", "w", stderr)) ::_exit(127);
  std::vector<char*> words{const_cast<char*>(RESIDUUM_PROGRAM)};
  for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  ::execv(RESIDUUM_PROGRAM, words.data());
  ::_exit(127);
}

// Whether it was killed: false where it had ended by itself.
bool kill_after(pid_t child, double seconds) {
  const auto until = Clock::now() + std::chrono::duration<double>(seconds);
  int status = 0;
  while (Clock::now() < until) {
    if (::waitpid(child, &status, WNOHANG) == child) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

int number_from_environment(const char* name, int fallback) {
  const char* const text = std::getenv(name);
  return text ? std::atoi(text) : fallback;
}

class ReliabilitySlow : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    tiny_ = new test::TinyStudy(test::light_networks);
    const auto begin = Clock::now();
    calm_ = test::residuum_command("run " + tiny_->study() + " --name calm" + test::one_thread);
    seconds_ = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  static void TearDownTestSuite() {
    delete tiny_;
    tiny_ = nullptr;
  }
  void SetUp() override { ASSERT_EQ(calm_.exit_code, 0) << calm_.output; }

  static test::CommandResult run(const std::string& name) {
    return test::residuum_command("run " + tiny_->study() + " --name " + name + test::one_thread);
  }
  static std::string stage_of(const std::string& name) {
    const auto path = tiny_->run(name) / "run.json";
    if (!fs::exists(path)) return "before the first";
    const auto record = read_json(path);
    return record["stages"].empty() ? "before the first" : record["stages"].back()["name"].get<std::string>();
  }
  static void expect_as_calm(const std::string& name) {
    EXPECT_EQ(differing(results_of(tiny_->run("calm")), results_of(tiny_->run(name))), "");
    fs::remove_all(tiny_->run(name));
  }

  static inline test::TinyStudy* tiny_ = nullptr;
  static inline test::CommandResult calm_;
  static inline double seconds_ = 0;
};

TEST_F(ReliabilitySlow, TheSameSeedTwiceGivesTheSameFilesAndReport) {
  ASSERT_EQ(run("again").exit_code, 0);
  ASSERT_GT(results_of(tiny_->run("calm")).size(), 100u);
  EXPECT_EQ(report_of(tiny_->run("calm")), report_of(tiny_->run("again")));
  expect_as_calm("again");
}

TEST_F(ReliabilitySlow, KilledAtRandomMomentsItEndsTheSame) {
  const int kills = number_from_environment("RESIDUUM_KILLS", 5);
  Random random(static_cast<std::uint64_t>(number_from_environment("RESIDUUM_KILL_SEED", 1)), "kills");
  std::map<std::string, int> moments;
  int killed = 0;
  for (int round = 0; killed < kills; ++round) {
    const std::string name = "killed" + std::to_string(round);
    while (killed < kills) {
      const auto child = start({"run", tiny_->study(), "--name", name, "--threads", "1"});
      if (!kill_after(child, seconds_ * random.uniform(0.02, 0.4))) break;
      ++killed;
      ++moments[stage_of(name)];
    }
    const auto finished = run(name);
    ASSERT_EQ(finished.exit_code, 0) << finished.output;
    expect_as_calm(name);
  }
  for (const auto& [stage, times] : moments) std::cout << "killed in " << stage << ": " << times << "\n";
}

TEST_F(ReliabilitySlow, TwoAtOnceTheSecondIsRefusedAndTheLockEndsWithItsHolder) {
  const auto first = start({"run", tiny_->study(), "--name", "shared", "--threads", "1"});
  while (!fs::exists(tiny_->run("shared") / "run.json"))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto second = run("shared");
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_NE(second.output.find("another process works on this run"), std::string::npos) << second.output;
  ASSERT_TRUE(kill_after(first, 0)) << "it ended before it could be killed";
  EXPECT_EQ(run("shared").exit_code, 0);
  expect_as_calm("shared");
}

TEST_F(ReliabilitySlow, ClocksSetWrongChangeNothing) {
  using Folders = fs::recursive_directory_iterator;
  const auto before = results_of(tiny_->run("calm"));
  for (const auto& entry : Folders(tiny_->study())) {
    const bool odd = entry.path().string().size() % 2 == 1;
    fs::last_write_time(entry.path(),
                        fs::file_time_type::clock::now() + std::chrono::hours(odd ? 87600 : -175200));
  }
  const auto again = run("calm");
  EXPECT_EQ(again.exit_code, 0) << again.output;
  // Files of another time are read again, and results are made again from what stands; nothing is learnt
  // anew.
  for (const char* stage :
       {"segmentation-unet16", "masks", "outcome-ccrt.resnet18_16.mean", "outcome-ccrt", "outcome-ic-ccrt"}) {
    EXPECT_NE(again.output.find(std::string(stage) + ": nothing has changed, kept"), std::string::npos)
        << stage << "\n"
        << again.output;
  }
  EXPECT_EQ(differing(before, results_of(tiny_->run("calm"))), "");
}

// Five years back at the start, twenty years ahead when it is taken up again.
TEST_F(ReliabilitySlow, AClockPutForwardBetweenACrashAndItsResumptionChangesNothing) {
  const std::string other_clock = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
  if (!fs::exists(other_clock)) {
    const std::string missing = "no other clock was tried: Debian's package libfaketime is missing";
    if (std::getenv("CI")) ADD_FAILURE() << missing;
    GTEST_SKIP() << missing;
  }
  // The times of files stay what they are.
  const auto with_clock = [&](const std::string& shift, double seconds) {
    return test::shell(fmt::format(
        "timeout -s KILL {:.1f} env LD_PRELOAD={} FAKETIME={} FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 "
        "{} run {} --name shifted{}",
        seconds, other_clock, shift, RESIDUUM_PROGRAM, tiny_->study(), test::one_thread));
  };
  EXPECT_NE(with_clock("-5y", seconds_ / 2).exit_code, 0) << "it ended before it could be killed";
  const auto year = [&](const char* field) {
    return std::stoi(read_json(tiny_->run("shifted") / "run.json")[field].get<std::string>().substr(0, 4));
  };
  const int before = year("started");
  const auto finished = with_clock("+20y", 600);
  ASSERT_EQ(finished.exit_code, 0) << finished.output;
  EXPECT_GE(year("started") - before, 24) << "the clock was not shifted";
  EXPECT_NE(finished.output.find("check: nothing has changed, kept"), std::string::npos) << finished.output;
  expect_as_calm("shifted");
}

// Latin-1 in the study's folder, the images' file names and the patients' names, as old disks hold them.
TEST_F(ReliabilitySlow, NamesThatAreNoUtf8ChangeNothing) {
  const auto calm = fs::path(tiny_->study());
  const auto twin = tiny_->folder() / "\xE9tude";
  fs::create_directories(twin);
  for (const char* part : {"study.toml", "cohort.csv", "truth.csv", "images", "masks"}) {
    if (fs::exists(calm / part)) fs::copy(calm / part, twin / part, fs::copy_options::recursive);
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(twin / "images")) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  ASSERT_GT(files.size(), 400u);
  for (const auto& file : files) {
    imaging::fixture::edit(
        file, [](DcmDataset& data) { imaging::fixture::set(data, DCM_PatientName, "M\xFCller^J\xF6rg"); });
    fs::rename(file, file.parent_path() / ("Sch\xE4"
                                           "del " +
                                           file.filename().string()));
  }
  const auto done = test::residuum_command("run '" + twin.string() + "' --name named" + test::one_thread);
  EXPECT_EQ(done.exit_code, 0) << done.output;
  EXPECT_EQ(done.output.find("M\xFCller"), std::string::npos);
  EXPECT_EQ(differing(results_of(tiny_->run("calm")), results_of(twin / "runs" / "named")), "");
  EXPECT_TRUE(is_utf8(read_file(twin / "runs" / "named" / "report.html")));
  EXPECT_EQ(test::residuum_command("status '" + (twin / "runs" / "named").string() + "'").exit_code, 0);
  fs::remove_all(twin);
}

bool may_mount() {
  return test::shell("unshare -m true").exit_code == 0;
}

TEST_F(ReliabilitySlow, OnAFullDiskItSaysSoKeepsWhatItHasAndGoesOnAfterwards) {
  if (!may_mount()) GTEST_SKIP() << "no full disk was tried: mounting one needs root";
  const auto script = fmt::format(
      R"(unshare -m sh -c '
mount --make-rprivate / && mkdir -p {0} && mount -t tmpfs -o size=12m tmpfs {0} || exit 99
{2} run {1} --name full --threads 1 > {3}/first.log 2>&1; echo first $?
cd {0}/full && find stages -name stage.json | sort > {3}/done.txt
find . -name ".tmp-*" | wc -l
mount -o remount,size=400m {0}
{2} run {1} --name full --threads 1 > {3}/second.log 2>&1; echo second $?
cp -r {0}/full {3}/full')",
      tiny_->study() + "/full-disk/runs", tiny_->study() + "/full-disk", RESIDUUM_PROGRAM,
      tiny_->folder().string());
  // A study of its own, whose run folder is the small disk.
  const auto twin = fs::path(tiny_->study()) / "full-disk";
  fs::create_directories(twin);
  for (const char* part : {"study.toml", "cohort.csv", "truth.csv", "images", "masks"}) {
    if (fs::exists(fs::path(tiny_->study()) / part))
      fs::copy(fs::path(tiny_->study()) / part, twin / part, fs::copy_options::recursive);
  }
  const auto result = test::shell(script);
  ASSERT_EQ(result.exit_code, 0) << result.output;
  EXPECT_NE(result.output.find("first 1"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("second 0"), std::string::npos) << read_file(tiny_->folder() / "second.log");
  const auto first = read_file(tiny_->folder() / "first.log"),
             second = read_file(tiny_->folder() / "second.log");
  EXPECT_NE(first.find("No space left on device"), std::string::npos) << first;
  EXPECT_NE(first.find("make room on the disk and give the same command again"), std::string::npos) << first;
  EXPECT_NE(second.find("check: nothing has changed, kept"), std::string::npos) << second;
  EXPECT_EQ(differing(results_of(tiny_->run("calm")), results_of(tiny_->folder() / "full")), "");
  fs::remove_all(twin);
}

TEST_F(ReliabilitySlow, AReadOnlyStudyCanBeCheckedAndARunSaysWhatToDo) {
  if (!may_mount()) GTEST_SKIP() << "no read-only disk was tried: mounting one needs root";
  const auto read_only = [&](const std::string& arguments) {
    return test::shell(
        fmt::format("unshare -m sh -c 'mount --make-rprivate / && mount --bind {0} {0} && "
                    "mount -o remount,ro,bind {0} && {1} {2}'",
                    tiny_->study(), RESIDUUM_PROGRAM, arguments));
  };
  EXPECT_EQ(read_only("check " + tiny_->study()).exit_code, 0);
  const auto refused = read_only("run " + tiny_->study() + " --name new");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_NE(refused.output.find("Read-only file system"), std::string::npos) << refused.output;
  EXPECT_NE(refused.output.find("make the folder writable or name another"), std::string::npos)
      << refused.output;
  EXPECT_FALSE(fs::exists(tiny_->run("new")));
}

}  // namespace
}  // namespace residuum
