#include "study/plan.h"

#include <fmt/core.h>

#include "study/outcome_training.h"
#include "study/run_folder.h"

namespace residuum::study {

std::vector<std::string> planned_stages(const Settings& settings) {
  std::vector<std::string> names{"check", "split", "cohort"};
  const auto add_if = [&](bool asked, const char* name) {
    if (asked) names.emplace_back(name);
  };
  add_if(settings.plan.use, "segmentation-plan");
  for (const auto& network : settings.segmentation.networks) names.push_back("segmentation-" + network);
  names.emplace_back("segmentation");
  add_if(settings.segmentation.leak_check, "leak");
  names.emplace_back("masks");
  add_if(settings.write_dicom_seg, "dicom-seg");
  add_if(settings.segmentation.networks.size() > 1, "networks");
  names.emplace_back("rectangles");
  names.emplace_back("features");
  for (const auto& regimen : settings.table.regimens) {
    for (const auto& one : regimen_candidates(settings, regimen))
      names.push_back(candidate_stage(regimen, one));
    names.push_back(RunFolder::outcome_stage(regimen));
    for (int seed = 2; seed <= settings.outcome.seeds; ++seed)
      names.push_back(RunFolder::outcome_stage(regimen, fmt::format("seed{}", seed)));
  }
  add_if(settings.outcome.compare_protocols, "published");
  for (const char* name : {"novelty", "prediction", "candidates", "baselines", "fusion", "evaluation",
                           "explanation", "decision"})
    names.emplace_back(name);
  add_if(settings.synthetic && settings.decision.simulated_cohorts >= 2, "simulation");
  names.emplace_back("report");
  return names;
}

}  // namespace residuum::study
