// The networks that a study's segmentation tried, and which of them goes on: that of highest validation Dice,
// never by test patients.
#pragma once

#include <string>
#include <vector>

#include "learn/history.h"
#include "study/run_folder.h"

namespace residuum::study {

struct TriedNetwork {
  std::string network;
  double validation_dice = 0;
  std::vector<learn::History> folds;
};

struct SegmentationChoice {
  std::string chosen;
  std::vector<TriedNetwork> networks;  // in the order of study.toml
};

void write_tried(const fs::path& path, const TriedNetwork& tried);
TriedNetwork read_tried(const fs::path& path);

// The first of the best. REQUIRES: at least one.
const TriedNetwork& best_of(const std::vector<TriedNetwork>& networks);

// From the files of the stages "segmentation-NETWORK" and "segmentation".
// Errors: input, naming the file that is missing or damaged.
SegmentationChoice read_choice(const RunFolder& run);

// A tried network's scores on the outlined test patients, by patient and by slice (segmentation_scores.h).
struct ScoreFiles {
  fs::path patients, slices;
};
ScoreFiles score_files(const RunFolder& run, const SegmentationChoice& choice, const std::string& network);

}  // namespace residuum::study
