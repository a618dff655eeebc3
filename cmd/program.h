// The whole command line as one value: every command of the table declared to one parser.
#pragma once

#include <memory>

#include "cmd/command.h"

namespace residuum {

std::vector<Command> commands();  // the one table

struct Program {
  CLI::App app;
  bool quiet = false;
  std::function<int()> chosen;  // the work of the command that was called, after parsing
};

std::unique_ptr<Program> make_program();

}  // namespace residuum
