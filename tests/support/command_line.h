// Runs the built program as a user would, with its output and exit code.
#pragma once

#include <sys/wait.h>
#include <array>
#include <cstdio>
#include <string>

namespace residuum::test {

struct CommandResult {
  int exit_code = -1;
  std::string output;  // standard output and error together
};

inline CommandResult shell(const std::string& line) {
  CommandResult result;
  FILE* pipe = ::popen(("{ " + line + " ; } 2>&1").c_str(), "r");
  if (!pipe) return result;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.output.append(buffer.data(), count);
  }
  const int status = ::pclose(pipe);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

inline CommandResult residuum_command(const std::string& arguments) {
  return shell(std::string(RESIDUUM_PROGRAM) + " " + arguments);
}

}  // namespace residuum::test
