// The segmentation's Dice on the outlined test patients.
#pragma once

#include <string>
#include <vector>

#include "study/run_folder.h"
#include "study/segmentation_scores.h"

namespace residuum::study {

struct DiceScore {
  std::string patient;
  double dice = 0;
};

// From dice.csv, lowest first.
std::vector<DiceScore> read_dice(const RunFolder& run);

struct DiceSummary {
  std::size_t patients = 0;
  double mean = 0, median = 0, lowest = 0, highest = 0;
  std::optional<Interval> interval;  // 95%, of the mean, by patient (segmentation_scores.h)
};
DiceSummary summarise_dice(const RunFolder& run, std::uint64_t seed);  // the study's seed

}  // namespace residuum::study
