#include <iostream>

#include "cmd/command.h"
#include "core/json.h"
#include "core/parallel.h"
#include "phantom/phantom.h"

namespace residuum {
namespace {

struct PhantomArguments {
  std::string folder;
  phantom::Options options;
  int threads = 0;
  bool json = false;
};

}  // namespace

Command phantom_command() {
  return {"phantom", "Generate a synthetic study whose truth is known",
          "residuum phantom demo-study --patients 120 --seed 1", [](CLI::App& app) {
            auto arguments = std::make_shared<PhantomArguments>();
            auto& options = arguments->options;
            app.add_option("DIR", arguments->folder, "the study folder to make")->required();
            app.add_option("--patients", options.patients, "how many")->capture_default_str();
            app.add_option("--labelled", options.labelled, "how many with a mask; 0: a fifth, at least 12")
                ->capture_default_str();
            app.add_option("--matrix", options.matrix, "rows and columns of a slice")->capture_default_str();
            app.add_option("--slices", options.slices, "of each patient; 0: 20 to 28, as each is planned")
                ->capture_default_str();
            app.add_option("--seed", options.seed, "same seed, same bytes")->capture_default_str();
            app.add_option("--threads", arguments->threads, "threads; 0: every core this process may use")
                ->check(CLI::Range(0, 1024))
                ->capture_default_str();
            app.add_flag("--json", arguments->json, "what was made as JSON");
            return [arguments] {
              auto options_used = arguments->options;
              options_used.threads = arguments->threads > 0 ? arguments->threads : available_cores();
              phantom::write_study(arguments->folder, options_used);
              if (arguments->json) {
                std::cout << json_text({{"study", fs::absolute(arguments->folder).string()},
                                        {"synthetic", true},
                                        {"patients", options_used.patients},
                                        {"seed", options_used.seed}})
                          << "\n";
              } else {
                std::cout << fmt::format("{}: {} synthetic patients\n", arguments->folder,
                                         options_used.patients);
              }
              return 0;
            };
          }};
}

}  // namespace residuum
