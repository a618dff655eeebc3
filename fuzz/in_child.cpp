#include "in_child.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <functional>

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

int answer_of(const Reader& reader, const std::string& bytes, int answer) {
  std::string message;
  const auto verdict = try_bytes(reader, bytes, message);
  if (::write(answer, message.data(), std::min<std::size_t>(message.size(), 4000)) < 0) return defect_exit;
  return verdict == Verdict::read ? read_exit : verdict == Verdict::refused ? refused_exit : defect_exit;
}

// A letter for each case read or refused; ends at the first that is neither.
int answers_of(const Reader& reader, const std::vector<std::string>& cases, int answer) {
  for (const auto& bytes : cases) {
    std::string message;
    const auto verdict = try_bytes(reader, bytes, message);
    const char letter = verdict == Verdict::read ? 'r' : 'f';
    if (verdict == Verdict::defect || ::write(answer, &letter, 1) != 1) return defect_exit;
  }
  return read_exit;
}

std::string everything_from(int descriptor) {
  std::string text;
  char buffer[4096];
  for (ssize_t count; (count = ::read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(count));
  ::close(descriptor);
  return text;
}

struct Ended {
  bool begun = false;
  std::string answer;
  int status = 0;
  rusage used{};

  std::uint64_t peak_bytes() const { return static_cast<std::uint64_t>(used.ru_maxrss) * limits::kib; }
};

// `work` in a process of its own within the bounds; it is given where to write its answer, and gives its exit
// code.
Ended in_process(const std::function<int(int)>& work, const Bounds& bounds) {
  Ended ended;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return ended;
  const pid_t process = ::fork();
  if (process == 0) {
    bound_this_process(bounds);
    ::_exit(work(ends[1]));
  }
  ::close(ends[1]);
  ended.answer = everything_from(ends[0]);
  if (process < 0) return ended;
  ended.begun = true;
  ::wait4(process, &ended.status, 0, &ended.used);
  return ended;
}

}  // namespace

Outcome run_in_child(const Reader& reader, const std::string& bytes, const Bounds& bounds) {
  const auto ended = in_process([&](int answer) { return answer_of(reader, bytes, answer); }, bounds);
  if (!ended.begun) return {Verdict::defect, "no process"};
  Outcome outcome;
  outcome.message = ended.answer;
  const auto& used = ended.used;
  if (WIFSIGNALED(ended.status)) {
    const int signal = WTERMSIG(ended.status);
    // Soft and hard limit being one, the kernel sends SIGKILL where it would send SIGXCPU.
    const double used_s = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
    const bool hangs = signal == SIGALRM || signal == SIGXCPU || used_s >= bounds.seconds - 1;
    outcome.message = hangs ? fmt::format("not done after {} s", bounds.seconds)
                            : fmt::format("killed by signal {} ({})", signal, strsignal(signal));
    return outcome;
  }
  if (ended.peak_bytes() > bounds.memory_bytes) {
    outcome.message = fmt::format("took {} MiB of memory", ended.peak_bytes() / limits::mib);
    return outcome;
  }
  const int code = WEXITSTATUS(ended.status);
  if (code == read_exit) outcome.verdict = Verdict::read;
  if (code == refused_exit) outcome.verdict = Verdict::refused;
  if (outcome.verdict == Verdict::defect && outcome.message.empty())
    outcome.message = fmt::format("ended with exit code {} (a sanitizer's report?)", code);
  return outcome;
}

std::vector<Verdict> run_together(const Reader& reader, const std::vector<std::string>& cases,
                                  const Bounds& bounds) {
  const auto ended = in_process([&](int answer) { return answers_of(reader, cases, answer); }, bounds);
  const bool well = ended.begun && WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == read_exit &&
                    ended.answer.size() == cases.size() && ended.peak_bytes() <= bounds.memory_bytes;
  std::vector<Verdict> verdicts;
  if (!well) return verdicts;
  for (const char letter : ended.answer) verdicts.push_back(letter == 'r' ? Verdict::read : Verdict::refused);
  return verdicts;
}

}  // namespace residuum::fuzz
