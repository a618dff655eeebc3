// The study's Table 2 of a run: what every candidate reaches on the test patients who had its regimen,
// counted by patient, and by image where the network learnt from single slices. Positive class: RT. Patients:
// Wilson's intervals of rates, DeLong's of the AUC. Images: a patient's slices are alike, so every interval
// is a bootstrap (BCa) that draws patients whole, within each outcome; it gives way to the percentile
// interval where BCa is not defined. A figure that is not defined (a predictive value of nobody, an AUC of
// one class) is NaN. Nothing here is chosen or fitted.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "study/scored_models.h"

namespace residuum::study {

struct Merit {
  double value = std::numeric_limits<double>::quiet_NaN();
  double low = 0, high = 0;
  std::string interval;  // "Wilson 95%", "DeLong 95%", "bootstrap by patient (BCa) 95%"; empty: none
  std::string note;      // of the bootstrap
};

struct Table2Row {
  std::string regimen, network, unit;
  std::string counted;  // "image" or "patient"
  std::string rule;     // how slices made a patient's probability, unit image alone: "mean of the slices",
                        // "published rule, 0.78"
  bool chosen = false;
  std::string leak;
  double threshold = 0.5;
  int count = 0, patients = 0, rt = 0;  // images or patients, the patients among them, RT of `count`
  Merit auc, accuracy, sensitivity, specificity, ppv, npv, average_precision, brier;
  // As the published scripts compute it, over both classes' scores pooled: stats::micro_averaged_auc.
  Merit micro_auc;
};

struct Table2Options {
  // Besides the mean of the slices, the published scripts' rule: with q the mean probability of NRT, NRT
  // where q > 0.78, and q rescaled piecewise linearly so that 0.78 lies at 0.5.
  bool published_rule = false;
  int replicates = 2000;
  std::uint64_t seed = 1;
  int threads = 0;  // 0: all cores
};

// Rows of seed 1 alone: of each regimen the images first, then the patients, models in their order.
std::vector<Table2Row> table2(const std::vector<ScoredModel>& models,
                              const std::vector<std::string>& regimens, const Table2Options& options = {});

// 1 - q of the rule above, q being rescaled. Below 0.5: NRT.
double published_score(double mean_probability_rt);

// One figure a row, as performance.csv has them.
void write_table2(const fs::path& path, const std::vector<Table2Row>& rows);

}  // namespace residuum::study
