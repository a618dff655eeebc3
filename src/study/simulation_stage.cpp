#include "study/decision_simulation.h"
#include "study/stages.h"

namespace residuum::study {

void simulation_stage(Context& context) {
  const auto& settings = context.settings;
  if (!settings.synthetic || settings.decision.simulated_cohorts < 2) return;
  SimulationOptions options;
  options.cohorts = settings.decision.simulated_cohorts;
  options.replicates = 200;
  options.alpha = settings.decision.alpha;
  options.seed = settings.seed;
  options.threads = context.compute.threads;
  const Json inputs = {{"cohorts", options.cohorts}, {"alpha", options.alpha}, {"seed", options.seed}};
  context.stage("simulation", inputs, [&] {
    write_json(context.run().simulation(), to_json(simulate_decisions(options)));
    return std::vector<fs::path>{context.run().simulation()};
  });
}

}  // namespace residuum::study
