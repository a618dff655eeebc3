// The program, and what an error looks like from outside. Its commands: program.cpp.
#include <cstdio>
#include <exception>

#include "cmd/program.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/printable.h"

namespace residuum {
namespace {

enum ExitCode { done = 0, work_failed = 1, bad_input = 2 };

int report_error(const Error& error) {
  fmt::print(stderr, "residuum: {}\n", printable(error.what()));
  return error.kind() == ErrorKind::input ? bad_input : work_failed;
}

int run(int argc, char** argv) {
  const auto program = make_program();
  try {
    program->app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program->app.exit(error) == 0 ? done : bad_input;
  }
  if (program->quiet) set_log_level(LogLevel::silent);
  install_interrupt_handler();
  return program->chosen();
}

}  // namespace
}  // namespace residuum

int main(int argc, char** argv) {
  try {
    return residuum::run(argc, argv);
  } catch (const residuum::Error& error) {
    return residuum::report_error(error);
  } catch (const std::bad_alloc&) {
    std::fputs("residuum: not enough memory; use a smaller batch or image_size in study.toml\n", stderr);
    return 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "residuum: {}\n", residuum::printable(error.what()));
    return 1;
  }
}
