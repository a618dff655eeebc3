#include <iostream>

#include "cmd/command.h"
#include "core/json.h"
#include "study/reproduction.h"

namespace residuum {
namespace {

struct ReproduceArguments {
  std::string out;
  bool json = false;
};

}  // namespace

Command reproduce_command() {
  return {"reproduce", "Recompute the published study's tables from what they print",
          "residuum reproduce --out reproduced", [](CLI::App& app) {
            auto arguments = std::make_shared<ReproduceArguments>();
            app.add_option("--out", arguments->out,
                           "folder for reproduce.html, reproduce.json and CSV tables");
            app.add_flag("--json", arguments->json, "the findings as JSON");
            return [arguments] {
              const auto made = study::reproduce_article();
              if (!arguments->out.empty()) study::write_reproduction(arguments->out, made);
              if (arguments->json) {
                std::cout << json_text(made.json) << "\n";
              } else {
                std::cout << study::to_text(made);
                if (!arguments->out.empty()) {
                  std::cout << "\npage: " << (fs::path(arguments->out) / "reproduce.html").string() << "\n";
                }
              }
              return 0;
            };
          }};
}

}  // namespace residuum
