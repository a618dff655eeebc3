#include "cmd/program.h"

#include "core/version.h"
#include "study/pipeline.h"

namespace residuum {

std::vector<Command> commands() {
  return {new_command(),        phantom_command(), check_command(),    run_command(),       status_command(),
          predict_command(),    decide_command(),  simulate_command(), reproduce_command(), weights_command(),
          deidentify_command(), bench_command(),   help_command()};
}

std::unique_ptr<Program> make_program() {
  auto program = std::make_unique<Program>();
  auto& app = program->app;
  app.name("residuum");
  app.description(
      std::string(
          "Predicts residual tumour of nasopharyngeal carcinoma from MR and recommends a regimen.\n") +
      study::research_use);
  app.set_version_flag("--version", std::string("residuum ") + version);
  app.require_subcommand(1);
  app.add_flag("-q,--quiet", program->quiet, "no messages but errors");
  for (const auto& command : commands()) {
    auto* sub = app.add_subcommand(command.name, command.summary);
    sub->footer("Example:\n  " + command.example);
    auto work = command.declare(*sub);
    sub->callback([&chosen = program->chosen, work] { chosen = work; });
  }
  return program;
}

}  // namespace residuum
