#include "core/printable.h"

#include <gtest/gtest.h>

#include "core/log.h"

namespace residuum {
namespace {

TEST(Printable, LeavesTextAlone) {
  const std::string text = "patient P017: M\xC3\xBCller, 5 \xC2\xB5m,\t\xE2\x82\xAC\nnext line \\x1B";
  EXPECT_EQ(printable(text), text);
  EXPECT_EQ(printable(""), "");
}

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(printable("a\x1B[2Jb\r\x07\x7F"), "a\\x1B[2Jb\\x0D\\x07\\x7F");
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\x9B31m");
  EXPECT_EQ(printable("M\xFCller \x9B"
                      "31m"),
            "M\\xFCller \\x9B31m");
}

TEST(Log, SaysNothingThatATerminalWouldObey) {
  testing::internal::CaptureStderr();
  log_warning("a file named {}", "\x1B]0;pwned\x07");
  EXPECT_EQ(testing::internal::GetCapturedStderr().find('\x1B'), std::string::npos);
}

}  // namespace
}  // namespace residuum
