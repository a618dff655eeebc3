#include <iostream>

#include "cmd/command.h"
#include "core/json.h"
#include "study/new_study.h"

namespace residuum {
namespace {

struct NewArguments {
  std::string folder;
  bool json = false;
};

}  // namespace

Command new_command() {
  return {"new", "Make an empty study folder to fill in", "residuum new mystudy", [](CLI::App& app) {
            auto arguments = std::make_shared<NewArguments>();
            app.add_option("DIR", arguments->folder, "the folder to make")->required();
            app.add_flag("--json", arguments->json, "what was made as JSON");
            return [arguments] {
              study::write_new_study(arguments->folder);
              if (arguments->json) {
                std::cout << json_text({{"study", fs::absolute(arguments->folder).string()}}) << "\n";
              } else {
                std::cout << arguments->folder
                          << " is ready: fill in cohort.csv and study.toml (README.txt there says how)\n";
              }
              return 0;
            };
          }};
}

}  // namespace residuum
