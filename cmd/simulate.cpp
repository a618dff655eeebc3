#include <iostream>

#include "cmd/command.h"
#include "core/parallel.h"
#include "study/decision_simulation.h"
#include "study/pipeline.h"

namespace residuum {
namespace {

struct SimulateArguments {
  study::SimulationOptions options;
  bool json = false;
};

}  // namespace

Command simulate_command() {
  return {"simulate", "Test the estimators of policy value on simulated cohorts whose truth is known",
          "residuum simulate --cohorts 400 --patients 300", [](CLI::App& app) {
            auto arguments = std::make_shared<SimulateArguments>();
            auto& options = arguments->options;
            options.threads = 0;
            app.add_option("--cohorts", options.cohorts, "how many")
                ->check(CLI::Range(2, 100000))
                ->capture_default_str();
            app.add_option("--patients", options.patients, "in each cohort")
                ->check(CLI::Range(50, 100000))
                ->capture_default_str();
            app.add_option("--population", options.population, "synthetic patients to draw from")
                ->check(CLI::Range(100, 1000000))
                ->capture_default_str();
            app.add_option("--replicates", options.replicates, "of the bootstrap in each cohort")
                ->check(CLI::Range(50, 100000))
                ->capture_default_str();
            app.add_option("--seed", options.seed, "same seed, same answer")->capture_default_str();
            app.add_option("--threads", options.threads, "threads; 0: every core this process may use")
                ->check(CLI::Range(0, 1024))
                ->capture_default_str();
            app.add_flag("--json", arguments->json, "the answer as JSON");
            return [arguments] {
              auto used = arguments->options;
              if (used.threads == 0) used.threads = available_cores();
              const auto simulation = study::simulate_decisions(used);
              if (arguments->json) {
                std::cout << json_text(study::to_json(simulation)) << "\n";
              } else {
                std::cout << study::research_use << "\n\n" << study::simulation_text(simulation);
              }
              return 0;
            };
          }};
}

}  // namespace residuum
