#include "paper/t_stage.h"

#include <algorithm>

#include "paper/printed.h"

namespace residuum::paper {
namespace {

void add_networks(StageBaseline& baseline) {
  baseline.lowest_accuracy = baseline.lowest_auc = 1;
  for (const auto& row : table2()) {
    if (row.regimen != baseline.regimen || row.unit != "patient") continue;
    baseline.lowest_accuracy = std::min(baseline.lowest_accuracy, row.accuracy);
    baseline.highest_accuracy = std::max(baseline.highest_accuracy, row.accuracy);
    baseline.lowest_auc = std::min(baseline.lowest_auc, row.auc);
    baseline.highest_auc = std::max(baseline.highest_auc, row.auc);
  }
}

}  // namespace

std::vector<StageBaseline> stage_baselines() {
  const auto rows = table1();
  std::vector<StageBaseline> baselines;
  for (const auto& cohort : test_cohorts()) {
    const auto& stages = find(rows, cohort.regimen, "test", "t_stage");
    std::vector<double> scores;
    std::vector<int> labels;
    for (std::size_t level = 0; level < stages.levels.size(); ++level) {
      for (const int rt : {0, 1}) {
        const auto patients = static_cast<std::size_t>(stages.counts[level][static_cast<std::size_t>(rt)]);
        scores.insert(scores.end(), patients, static_cast<double>(level + 1));
        labels.insert(labels.end(), patients, rt);
      }
    }
    StageBaseline baseline;
    baseline.regimen = cohort.regimen;
    baseline.t4_means_rt = stats::confusion(scores, labels, static_cast<double>(stages.levels.size()));
    baseline.auc = stats::auc_delong(scores, labels);
    add_networks(baseline);
    baselines.push_back(std::move(baseline));
  }
  return baselines;
}

}  // namespace residuum::paper
