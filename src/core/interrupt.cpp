#include "core/interrupt.h"

#include <csignal>

#include "core/error.h"

namespace residuum {
namespace {

volatile std::sig_atomic_t interrupt_requested = 0;  // a signal handler has nowhere else to write

extern "C" void on_signal(int) {
  interrupt_requested = 1;
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace

void install_interrupt_handler() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

void stop_if_interrupted() {
  if (interrupt_requested) {
    throw Error(ErrorKind::interrupted, "stopped on request; the same command goes on from here");
  }
}

}  // namespace residuum
