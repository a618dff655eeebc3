// Killed or stopped in the middle of each stage, a run goes on from there and ends in the very figures of one
// that was left alone.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <vector>

#include "tiny_study.h"

namespace residuum {
namespace {

struct Stopped {
  bool stopped = false;  // before it ended by itself
  int status = 0;
  std::string output;
};

// Starts the program, waits until its messages hold `mark` or something lies in `folder`, sends `signal`.
Stopped run_until(const std::vector<std::string>& arguments, const std::string& mark, int signal,
                  const fs::path& folder = {}) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(pipe_ends[1], STDOUT_FILENO);
    ::dup2(pipe_ends[1], STDERR_FILENO);
    ::close(pipe_ends[0]);
    std::vector<char*> words{const_cast<char*>(RESIDUUM_PROGRAM)};
    for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(RESIDUUM_PROGRAM, words.data());
    ::_exit(127);
  }
  ::close(pipe_ends[1]);
  Stopped result;
  const auto stop = [&] {
    if (!result.stopped) ::kill(child, signal);
    result.stopped = true;
  };
  pollfd wait{pipe_ends[0], POLLIN, 0};
  while (!folder.empty() && fs::is_empty(folder) && ::poll(&wait, 1, 20) == 0) continue;
  if (!folder.empty()) stop();
  char buffer[4096];
  for (ssize_t count; (count = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0;) {
    result.output.append(buffer, static_cast<std::size_t>(count));
    if (folder.empty() && result.output.find(mark) != std::string::npos) stop();
  }
  ::close(pipe_ends[0]);
  ::waitpid(child, &result.status, 0);
  return result;
}

std::string results(const fs::path& run) {
  return read_file(run / "predictions.csv") + read_file(run / "decisions.csv") +
         read_file(run / "tables" / "performance.csv") +
         sha256_of_file(run / "models" / "segmentation.safetensors") +
         sha256_of_file(run / "models" / "outcome-ccrt.safetensors");
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(ResumeSlow, KilledInEveryStageItEndsTheSameAndRedoesAtMostTheEpochInHand) {
  const test::TinyStudy tiny(test::light_networks);
  const auto undisturbed = test::residuum_command("run " + tiny.study() + " --name calm" + test::one_thread);
  ASSERT_EQ(undisturbed.exit_code, 0) << undisturbed.output;

  std::string output;
  for (const auto* mark :
       {"check: started", "split: started", "segmentation-unet16: started",
        "segmentation by unet16: epoch 1/2", "segmentation by unet16: epoch 2/2", "segmentation: started",
        "masks: started", "rectangles: started", "features: started",
        "outcome-ccrt.resnet18_16.mean: started", "outcome after CCRT, resnet18_16, mean: epoch 1/3",
        "outcome after CCRT, resnet18_16, mean: epoch 3/3", "outcome-ccrt: started",
        "outcome after IC+CCRT, resnet18_16, mean: epoch 2/3", "prediction: started", "candidates: started",
        "report: started"}) {
    const auto killed = run_until({"run", tiny.study(), "--threads", "1"}, mark, SIGKILL);
    EXPECT_TRUE(killed.stopped) << mark << " was not reached:\n" << killed.output;
    output += killed.output;
  }
  const auto finished = test::residuum_command("run " + tiny.study() + test::one_thread);
  ASSERT_EQ(finished.exit_code, 0) << finished.output;
  output += finished.output;
  EXPECT_EQ(results(tiny.run()), results(tiny.run("calm")));

  // An epoch is told of before it is kept, so one that is killed on its message may be done again; no other
  // is.
  EXPECT_LE(count(output, "segmentation by unet16: epoch 1/2"), 2u);
  EXPECT_LE(count(output, "segmentation by unet16: epoch 2/2"), 2u);
  EXPECT_LE(count(output, "outcome after CCRT, resnet18_16, mean: epoch 1/3"), 2u);
  EXPECT_EQ(count(output, "outcome after CCRT, resnet18_16, mean: epoch 2/3"), 1u);
  EXPECT_LE(count(output, "outcome after CCRT, resnet18_16, mean: epoch 3/3"), 2u);
  EXPECT_EQ(count(output, "outcome after IC+CCRT, resnet18_16, mean: epoch 1/3"), 1u);
  EXPECT_GE(count(output, "goes on behind epoch"), 2u);
}

TEST(ResumeSlow, StoppedByCtrlCItSaysSoAndGoesOn) {
  const test::TinyStudy tiny(test::light_networks);
  const auto stopped =
      run_until({"run", tiny.study(), "--threads", "1"}, "segmentation by unet16: epoch 1/2", SIGINT);
  ASSERT_TRUE(stopped.stopped);
  ASSERT_TRUE(WIFEXITED(stopped.status)) << "it was killed instead of stopping at a safe point";
  EXPECT_EQ(WEXITSTATUS(stopped.status), 1);
  EXPECT_NE(stopped.output.find("stopped on request; the same command goes on from here"), std::string::npos)
      << stopped.output;
  EXPECT_NE(read_file(tiny.run() / "run.json").find("\"interrupted\""), std::string::npos);
  const auto finished = test::residuum_command("run " + tiny.study() + test::one_thread);
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_NE(finished.output.find("segmentation by unet16: goes on behind epoch 1"), std::string::npos)
      << finished.output;
  EXPECT_EQ(count(finished.output, "segmentation by unet16: epoch 1/2"), 0u);
}

TEST(ResumeSlow, APhantomStoppedByCtrlCLeavesNothing) {
  const test::TemporaryFolder folder;
  const auto study = (folder.path() / "study").string();
  const auto stopped = run_until({"phantom", study, "--patients", "500"}, "", SIGINT, folder.path());
  EXPECT_NE(stopped.output.find("stopped on request"), std::string::npos) << stopped.output;
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace
}  // namespace residuum
