#include "in_child.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>

namespace residuum::fuzz {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer);
#else
constexpr bool sanitized = false;
#endif

// Not 0 or 1, with which sanitizers and libraries end processes, too.
enum ExitCode { read_exit = 40, refused_exit = 41, defect_exit = 42 };

void bound_this_process(const Bounds& bounds) {
  const auto bound = [](auto resource, rlim_t value) {
    const rlimit limit{value, value};
    ::setrlimit(resource, &limit);
  };
  bound(RLIMIT_CORE, 0);
  // The sanitizer maps terabytes for its own use; there the peak is looked at afterwards.
  if (!sanitized) bound(RLIMIT_DATA, bounds.memory_bytes);
  bound(RLIMIT_CPU, static_cast<rlim_t>(bounds.seconds));
  ::alarm(10 * static_cast<unsigned>(bounds.seconds));
}

[[noreturn]] void child(const Reader& reader, const std::string& bytes, const Bounds& bounds, int answer) {
  bound_this_process(bounds);
  std::string message;
  const auto verdict = try_bytes(reader, bytes, message);
  if (::write(answer, message.data(), std::min<std::size_t>(message.size(), 4000)) < 0) ::_exit(defect_exit);
  ::_exit(verdict == Verdict::read ? read_exit : verdict == Verdict::refused ? refused_exit : defect_exit);
}

// A letter for each case read or refused; ends at the first that is neither.
[[noreturn]] void child_of_many(const Reader& reader, const std::vector<std::string>& cases,
                                const Bounds& bounds, int answer) {
  bound_this_process(bounds);
  for (const auto& bytes : cases) {
    std::string message;
    const auto verdict = try_bytes(reader, bytes, message);
    const char letter = verdict == Verdict::read ? 'r' : 'f';
    if (verdict == Verdict::defect || ::write(answer, &letter, 1) != 1) ::_exit(defect_exit);
  }
  ::_exit(read_exit);
}

std::string everything_from(int descriptor) {
  std::string text;
  char buffer[4096];
  for (ssize_t count; (count = ::read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(count));
  ::close(descriptor);
  return text;
}

}  // namespace

Outcome run_in_child(const Reader& reader, const std::string& bytes, const Bounds& bounds) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {Verdict::defect, "no pipe"};
  const pid_t process = ::fork();
  if (process < 0) return {Verdict::defect, "no process"};
  if (process == 0) child(reader, bytes, bounds, ends[1]);
  ::close(ends[1]);
  Outcome outcome;
  outcome.message = everything_from(ends[0]);
  int status = 0;
  rusage used{};
  ::wait4(process, &status, 0, &used);
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    // Soft and hard limit being one, the kernel sends SIGKILL where it would send SIGXCPU.
    const double used_s = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
    const bool hangs = signal == SIGALRM || signal == SIGXCPU || used_s >= bounds.seconds - 1;
    outcome.message = hangs ? fmt::format("not done after {} s", bounds.seconds)
                            : fmt::format("killed by signal {} ({})", signal, strsignal(signal));
    return outcome;
  }
  const auto peak = static_cast<std::uint64_t>(used.ru_maxrss) * limits::kib;
  if (peak > bounds.memory_bytes) {
    outcome.message = fmt::format("took {} MiB of memory", peak / limits::mib);
    return outcome;
  }
  if (WEXITSTATUS(status) == read_exit) outcome.verdict = Verdict::read;
  if (WEXITSTATUS(status) == refused_exit) outcome.verdict = Verdict::refused;
  if (outcome.verdict == Verdict::defect && outcome.message.empty())
    outcome.message = fmt::format("ended with exit code {} (a sanitizer's report?)", WEXITSTATUS(status));
  return outcome;
}

std::vector<Verdict> run_together(const Reader& reader, const std::vector<std::string>& cases,
                                  const Bounds& bounds) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {};
  const pid_t process = ::fork();
  if (process == 0) child_of_many(reader, cases, bounds, ends[1]);
  ::close(ends[1]);
  const auto letters = everything_from(ends[0]);
  if (process < 0) return {};
  int status = 0;
  rusage used{};
  ::wait4(process, &status, 0, &used);
  const bool well = WIFEXITED(status) && WEXITSTATUS(status) == read_exit && letters.size() == cases.size() &&
                    static_cast<std::uint64_t>(used.ru_maxrss) * limits::kib <= bounds.memory_bytes;
  std::vector<Verdict> verdicts;
  for (const char letter : letters) verdicts.push_back(letter == 'r' ? Verdict::read : Verdict::refused);
  if (!well) verdicts.clear();
  return verdicts;
}

}  // namespace residuum::fuzz
