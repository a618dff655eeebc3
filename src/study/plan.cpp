#include "study/plan.h"

#include "study/run_folder.h"

namespace residuum::study {

std::vector<std::string> planned_stages(const Settings& settings) {
  const auto& segmentation = settings.segmentation;
  std::vector<std::string> names{"check", "split", "cohort"};
  for (const auto& network : segmentation.networks) names.push_back("segmentation-" + network);
  names.emplace_back("segmentation");
  if (segmentation.leak_check) names.emplace_back("leak");
  names.emplace_back("masks");
  if (segmentation.networks.size() >= 2) names.emplace_back("networks");
  names.emplace_back("rectangles");
  for (const auto& regimen : settings.table.regimens) names.push_back("outcome-" + RunFolder::slug(regimen));
  for (const char* name :
       {"novelty", "prediction", "baselines", "fusion", "evaluation", "explanation", "decision"}) {
    names.emplace_back(name);
  }
  if (settings.synthetic && settings.decision.simulated_cohorts >= 2) names.emplace_back("simulation");
  names.emplace_back("report");
  return names;
}

}  // namespace residuum::study
