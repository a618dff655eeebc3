// What the T stage alone predicts in the article's test cohorts, from the counts of Table 1: the least that a
// network must beat. Positive class: residual tumour.
#pragma once

#include <string>
#include <vector>

#include "stats/rates.h"
#include "stats/roc.h"

namespace residuum::paper {

struct StageBaseline {
  std::string regimen;
  stats::Confusion t4_means_rt;  // the rule: T4 will leave residual tumour, T1 to T3 will not
  stats::Auc auc;                // of the T stage, 1 to 4, with DeLong's interval
  // Of the article's four networks, patient as unit (Table 2).
  double lowest_accuracy = 0, highest_accuracy = 0, lowest_auc = 0, highest_auc = 0;
};
std::vector<StageBaseline> stage_baselines();

}  // namespace residuum::paper
