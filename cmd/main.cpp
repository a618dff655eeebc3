// The program: one table of commands, and what an error looks like from outside.
#include <cstdio>
#include <exception>

#include "cmd/command.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/version.h"
#include "study/pipeline.h"

namespace residuum {
namespace {

enum ExitCode { done = 0, work_failed = 1, bad_input = 2 };

std::vector<Command> commands() {
  return {new_command(), phantom_command(), check_command(),
          run_command(), predict_command(), reproduce_command()};
}

int report_error(const Error& error) {
  fmt::print(stderr, "residuum: {}\n", error.what());
  return error.kind() == ErrorKind::input ? bad_input : work_failed;
}

int run(int argc, char** argv) {
  CLI::App app{
      std::string(
          "Predicts residual tumour of nasopharyngeal carcinoma from MR and recommends a regimen.\n") +
          study::research_use,
      "residuum"};
  app.set_version_flag("--version", std::string("residuum ") + version);
  app.require_subcommand(1);
  bool quiet = false;
  app.add_flag("-q,--quiet", quiet, "no messages but errors");
  std::function<int()> chosen;
  for (const auto& command : commands()) {
    auto* sub = app.add_subcommand(command.name, command.summary);
    sub->footer("Example:\n  " + command.example);
    auto work = command.declare(*sub);
    sub->callback([&chosen, work] { chosen = work; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : bad_input;
  }
  if (quiet) set_log_level(LogLevel::silent);
  install_interrupt_handler();
  return chosen();
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
    std::fprintf(stderr, "residuum: %s\n", error.what());
    return 1;
  }
}
