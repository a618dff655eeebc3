// For the tests: candidates of two regimens on the same patients of each, three networks by the mean and one
// by image, one trained again.
#pragma once

#include <fmt/core.h>

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "study/candidates_table.h"

namespace residuum::study::sample {

inline const std::vector<std::string> regimens{"CCRT", "IC+CCRT"};

inline const std::vector<int> outcomes{0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
inline const std::vector<double> resnet{.12, .31, .22, .55, .41, .08, .27, .66, .48, .81, .35, .72};
inline const std::vector<double> efficientnet{.45, .30, .52, .61, .20, .33, .47, .58, .40, .70, .28, .62};
inline const std::vector<double> xception{.2, .6, .35, .5, .44, .1, .7, .3, .52, .65, .41, .75};

struct Model {
  std::string regimen, network, unit;
  int seed = 1;
  bool chosen = false;
  std::string leak;
};

// Patients P01, P02, ...; by image each has `slices` slices, around his probability.
inline void add(std::vector<CandidatePrediction>& rows, const Model& model,
                const std::vector<double>& probabilities, int slices = 3) {
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    CandidatePrediction row;
    row.regimen = model.regimen;
    row.network = model.network;
    row.unit = model.unit;
    row.seed = model.seed;
    row.chosen = model.chosen;
    row.leak = model.leak;
    row.threshold = 0.45;
    row.patient = fmt::format("P{:02}", i + 1);
    row.probability_rt = probabilities[i];
    row.outcome = outcomes[i] == 1 ? cohort::Outcome::rt : cohort::Outcome::nrt;
    rows.push_back(row);
    if (model.unit != "image") continue;
    for (int slice = 0; slice < slices; ++slice) {
      row.slice = slice;
      row.probability_rt = probabilities[i] + 0.04 * (slice - (slices - 1) / 2.0);
      rows.push_back(row);
    }
  }
}

inline std::vector<CandidatePrediction> candidates() {
  std::vector<CandidatePrediction> rows;
  add(rows, {"CCRT", "resnet50", "mean", 1, true, ""}, resnet);
  add(rows, {"CCRT", "efficientnet_b0", "mean", 1, false, ""}, efficientnet);
  add(rows, {"CCRT", "xception", "mean", 1, false, ""}, xception);
  add(rows, {"CCRT", "resnet50", "image", 1, false, ""}, resnet);
  add(rows, {"CCRT", "resnet50", "mean", 2, false, ""}, efficientnet);
  add(rows, {"CCRT", "resnet50", "mean", 3, false, ""}, xception);
  add(rows, {"IC+CCRT", "xception", "mean", 1, true, ""}, xception);
  return rows;
}

inline std::vector<CandidateEpoch> epochs() {
  std::vector<CandidateEpoch> rows;
  for (const auto& [regimen, network, unit] : {std::tuple{"CCRT", "resnet50", "mean"},
                                               {"CCRT", "efficientnet_b0", "mean"},
                                               {"CCRT", "xception", "mean"},
                                               {"CCRT", "resnet50", "image"},
                                               {"IC+CCRT", "xception", "mean"}}) {
    for (int fold = 1; fold <= 2; ++fold) {
      for (int epoch = 1; epoch <= 5; ++epoch) {
        const double better = 1 - std::exp(-epoch / 2.0) + 0.01 * fold;
        rows.push_back({regimen, network, unit, fold, epoch, 0.7 - 0.3 * better, 0.7 - 0.2 * better,
                        0.5 + 0.3 * better, 0.6 + 0.2 * better, epoch == 4});
      }
    }
  }
  return rows;
}

}  // namespace residuum::study::sample
