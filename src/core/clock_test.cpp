#include "core/clock.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <regex>

namespace residuum {
namespace {

TEST(Clock, TellsUtcWhateverTheTimeZone) {
  ::setenv("TZ", "Asia/Shanghai", 1);
  ::tzset();
  const std::time_t before = std::time(nullptr);
  const auto text = utc_now();
  const std::time_t after = std::time(nullptr);
  ASSERT_TRUE(std::regex_match(text, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")))
      << text;
  std::tm parsed{};
  ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parsed);
  const std::time_t told = ::timegm(&parsed);
  EXPECT_GE(told, before);
  EXPECT_LE(told, after);
}

}  // namespace
}  // namespace residuum
