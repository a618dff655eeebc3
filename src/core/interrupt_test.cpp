#include "core/interrupt.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "core/error.h"

namespace residuum {
namespace {

// Each case runs in a process of its own: a request to stop is never taken back.
void stop_after(int signal) {
  install_interrupt_handler();
  stop_if_interrupted();
  std::raise(signal);
  try {
    stop_if_interrupted();
  } catch (const Error& error) {
    std::exit(error.kind() == ErrorKind::interrupted ? 42 : 1);
  }
  std::exit(0);
}

void raise_both(int first, int second) {
  install_interrupt_handler();
  std::raise(first);
  std::raise(second);
  std::exit(0);
}

TEST(InterruptDeathTest, StopsAtTheNextSafePoint) {
  EXPECT_EXIT(stop_after(SIGINT), testing::ExitedWithCode(42), "");
  EXPECT_EXIT(stop_after(SIGTERM), testing::ExitedWithCode(42), "");
}

// Ctrl-C after a scheduler's SIGTERM counts as the second request, too.
TEST(InterruptDeathTest, EndsAtOnceTheSecondTime) {
  EXPECT_EXIT(raise_both(SIGINT, SIGINT), testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(raise_both(SIGTERM, SIGINT), testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(raise_both(SIGINT, SIGTERM), testing::KilledBySignal(SIGTERM), "");
}

TEST(Interrupt, LetsWorkGoOnOtherwise) {
  EXPECT_NO_THROW(stop_if_interrupted());
}

}  // namespace
}  // namespace residuum
