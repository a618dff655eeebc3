#include "core/interrupt.h"

#include <atomic>
#include <csignal>

#include "core/error.h"

namespace residuum {
namespace {

std::atomic<bool> interrupt_requested = false;  // a signal handler has nowhere else to write
static_assert(std::atomic<bool>::is_always_lock_free, "or a handler may not write it");

extern "C" void on_signal(int) {
  interrupt_requested = true;
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace

void install_interrupt_handler() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

void stop_if_interrupted() {
  if (interrupt_requested) throw Error(ErrorKind::interrupted, "stopped on request");
}

}  // namespace residuum
