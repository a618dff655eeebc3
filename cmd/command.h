// A command as a value: its help, its arguments and what it does. `declare` binds arguments to the parser and
// returns the work, which gives the exit code. All commands stand in one table
// in program.cpp; help, man pages and docs/commands come from it.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace residuum {

struct Command {
  std::string name;
  std::string summary;
  std::string example;
  std::function<std::function<int()>(CLI::App&)> declare;
};

Command new_command();
Command phantom_command();
Command check_command();
Command run_command();
Command status_command();
Command predict_command();
Command decide_command();
Command simulate_command();
Command weights_command();
Command reproduce_command();
Command deidentify_command();
Command bench_command();
Command help_command();

}  // namespace residuum
