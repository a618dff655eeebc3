#include "core/progress.h"

#include <gtest/gtest.h>

#include <functional>

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
