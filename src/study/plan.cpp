#include "study/plan.h"

#include "study/run_folder.h"

namespace residuum::study {

std::vector<std::string> planned_stages(const Settings& settings) {
  std::vector<std::string> names{"check", "split", "cohort", "segmentation", "masks", "rectangles"};
  for (const auto& regimen : settings.table.regimens) names.push_back("outcome-" + RunFolder::slug(regimen));
  for (const char* name : {"prediction", "baselines", "evaluation", "decision"}) names.emplace_back(name);
  if (settings.synthetic && settings.decision.simulated_cohorts >= 2) names.emplace_back("simulation");
  names.emplace_back("report");
  return names;
}

}  // namespace residuum::study
