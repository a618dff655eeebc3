// Progress of long work: one rewritten line with an estimate on a terminal, a plain line at most every ten
// seconds elsewhere. `tick` may be called from several threads.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

namespace residuum {

class Progress {
 public:
  Progress(std::string title, std::size_t total);
  ~Progress();  // ends the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // One step done; `note` ("loss 0.31") is shown behind it.
  void tick(const std::string& note = "");

 private:
  using Clock = std::chrono::steady_clock;
  void show(Clock::time_point now);

  std::mutex mutex_;
  std::string title_;
  std::string note_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool terminal_;
  Clock::time_point start_;
  Clock::time_point shown_;
};

}  // namespace residuum
