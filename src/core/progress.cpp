#include "core/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/log.h"

namespace residuum {

Progress::Progress(std::string title, std::size_t total)
    : title_(std::move(title)),
      total_(total),
      terminal_(::isatty(STDERR_FILENO) == 1 && log_shows(LogLevel::info)),
      start_(Clock::now()),
      shown_(start_) {}

Progress::~Progress() {
  if (terminal_ && done_ > 0) std::fputc('\n', stderr);
}

void Progress::tick(const std::string& note) {
  const std::lock_guard lock(mutex_);
  ++done_;
  note_ = note;
  const auto now = Clock::now();
  const auto pause = terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10000);
  if (now - shown_ < pause && done_ != total_) return;
  show(now);
  shown_ = now;
}

void Progress::show(Clock::time_point now) {
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double left =
      elapsed / static_cast<double>(done_) * static_cast<double>(total_ - std::min(done_, total_));
  const std::string line = fmt::format("{} {}/{}  {:.0f} s, {:.0f} s left{}{}", title_, done_, total_,
                                       elapsed, left, note_.empty() ? "" : "  ", note_);
  if (terminal_) {
    fmt::print(stderr, "\r\033[K{}", line);
    std::fflush(stderr);
  } else {
    log_info("{}", line);
  }
}

}  // namespace residuum
