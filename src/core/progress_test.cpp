#include "core/progress.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>

#include "core/log.h"
#include "core/parallel.h"

namespace residuum {
namespace {

std::string shown(const std::function<void()>& work) {
  testing::internal::CaptureStderr();
  work();
  return testing::internal::GetCapturedStderr();
}

// Standard error is a file here, no terminal: plain lines, and no more than one in ten seconds but the last.
TEST(Progress, WritesOnePlainLineAtTheEnd) {
  const auto text = shown([] {
    Progress progress("masks", 3);
    for (int i = 0; i < 3; ++i) progress.tick("loss 0.31");
  });
  EXPECT_NE(text.find("masks 3/3"), std::string::npos) << text;
  EXPECT_NE(text.find("loss 0.31"), std::string::npos);
  EXPECT_EQ(text.find("masks 1/3"), std::string::npos);
  EXPECT_EQ(text.find('\r'), std::string::npos);
}

// On a terminal: one line, written over again, with an estimate of what is left.
TEST(Progress, RewritesOneLineWithAnEstimateOnATerminal) {
  int ours = -1, theirs = -1;
  ASSERT_EQ(::openpty(&ours, &theirs, nullptr, nullptr, nullptr), 0);
  const int before = ::dup(STDERR_FILENO);
  std::fflush(stderr);
  ::dup2(theirs, STDERR_FILENO);
  {
    Progress progress("masks", 4);
    for (int i = 0; i < 4; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(110));  // more than its shortest pause
      progress.tick();
    }
  }
  std::fflush(stderr);
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  std::string text;  // a terminal hands on what it was given in its own time
  for (pollfd wait{ours, POLLIN, 0}; text.find('\n') == std::string::npos && ::poll(&wait, 1, 5000) == 1;) {
    char piece[4096];
    const ssize_t length = ::read(ours, piece, sizeof piece);
    if (length <= 0) break;
    text.append(piece, static_cast<std::size_t>(length));
  }
  ::close(theirs);
  ::close(ours);
  EXPECT_NE(text.find("\r\033[Kmasks 2/4"), std::string::npos) << text;
  EXPECT_NE(text.find("s left"), std::string::npos) << text;
  EXPECT_NE(text.find("masks 4/4"), std::string::npos) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
}

TEST(Progress, CountsFromSeveralThreads) {
  const auto text = shown([] {
    Progress progress("slices", 1000);
    parallel_for(1000, 4, [&](std::size_t) { progress.tick(); });
  });
  EXPECT_NE(text.find("slices 1000/1000"), std::string::npos) << text;
}

TEST(Progress, SaysNothingWhereNothingIsToDo) {
  EXPECT_EQ(shown([] { Progress progress("masks", 0); }), "");
}

TEST(Log, SpeaksAtItsLevel) {
  const auto text = shown([] {
    set_log_level(LogLevel::warning);
    log_info("quiet {}", 1);
    log_warning("loud {}", 2);
    set_log_level(LogLevel::silent);
    log_warning("silent");
    set_log_level(LogLevel::info);
    log_info("again {{}}");
  });
  EXPECT_EQ(text.find("quiet"), std::string::npos) << text;
  EXPECT_NE(text.find("loud 2"), std::string::npos);
  EXPECT_EQ(text.find("silent"), std::string::npos);
  EXPECT_NE(text.find("again {}"), std::string::npos);
}

}  // namespace
}  // namespace residuum
