#include "study/status.h"
#include "core/printable.h"

#include <iostream>

#include "cmd/command.h"

namespace residuum {
namespace {

struct StatusArguments {
  std::string run;
  bool json = false;
};

}  // namespace

Command status_command() {
  return {"status", "Say what a run is doing: exit code 0 done, 3 running, 1 stopped or failed",
          "residuum status mystudy/runs/main", [](CLI::App& app) {
            auto arguments = std::make_shared<StatusArguments>();
            app.add_option("RUN", arguments->run, "a run's folder, STUDY/runs/NAME")->required();
            app.add_flag("--json", arguments->json, "the status as JSON");
            return [arguments] {
              const auto status = study::read_status(arguments->run);
              std::cout << (arguments->json ? json_text(study::to_json(status)) + "\n"
                                            : printable(study::to_text(status)));
              return study::exit_code(status);
            };
          }};
}

}  // namespace residuum
